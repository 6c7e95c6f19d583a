package dev.pgexport.restore;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestTable;
import dev.pgexport.api.manifest.TableDescription;
import dev.pgexport.api.manifest.TableKind;
import dev.pgexport.postgres.pattern.PsqlPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * The tables of an export that are wanted.
 *
 * @param tables in the manifest's order
 * @param everything whether no pattern says which
 */
record Wanted(List<ManifestTable> tables, boolean everything) {
    Wanted {
        tables = List.copyOf(tables);
    }

    /**
     * Choose the tables that patterns match: of every schema where a pattern names none, since an export has no search path.
     *
     * @throws ExportException of kind CONFIGURATION when a pattern is wrong or matches nothing
     */
    static Wanted of(Manifest manifest, List<String> patterns) {
        if (patterns.isEmpty()) {
            return new Wanted(manifest.tables(), true);
        }
        Set<TableName> matched = new TreeSet<>();
        for (String text : patterns) {
            PsqlPattern pattern = PsqlPattern.ofTable(text);
            pattern.requireDatabase(manifest.source().database());
            Pattern name = compiled(text, pattern.name());
            Pattern schema = compiled(text, pattern.schema().orElse(".*"));
            List<TableName> found = manifest.tables().stream()
                    .map(table -> table.description().name())
                    .filter(table -> name.matcher(table.name()).matches()
                            && schema.matcher(table.schema()).matches())
                    .toList();
            if (found.isEmpty()) {
                throw new ExportException(
                                Kind.CONFIGURATION,
                                "the export " + manifest.id() + " has no table that matches " + text)
                        .withAdvice("perhaps show the export to see its tables");
            }
            matched.addAll(found);
        }
        return new Wanted(
                manifest.tables().stream()
                        .filter(table -> matched.contains(table.description().name()))
                        .toList(),
                false);
    }

    private static Pattern compiled(String text, String expression) {
        try {
            return Pattern.compile(expression, Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new ExportException(
                            Kind.CONFIGURATION, "the pattern " + text + " is not a valid regular expression", e)
                    .withAdvice("perhaps put characters such as ( [ + | in double quotes");
        }
    }

    Set<TableName> names() {
        return tables.stream().map(table -> table.description().name()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Return the tables that have rows of their own in the export, be they none. */
    List<ManifestTable> withRows() {
        return tables.stream().filter(table -> table.description().data()).toList();
    }

    Set<TableName> namesWithRows() {
        return withRows().stream()
                .map(table -> table.description().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    List<TableName> materializedViews() {
        List<TableName> views = new ArrayList<>();
        for (ManifestTable table : tables) {
            TableDescription description = table.description();
            if (description.kind() == TableKind.MATERIALIZED_VIEW) {
                views.add(description.name());
            }
        }
        return views;
    }
}
