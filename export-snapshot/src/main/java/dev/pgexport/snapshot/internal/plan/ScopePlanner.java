package dev.pgexport.snapshot.internal.plan;

import dev.pgexport.api.TableName;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the least that RDS can be asked for and that holds all that is wanted.
 *
 * <p>Source: Amazon RDS User Guide, "Exporting DB snapshot data to Amazon S3", considerations: a part of a snapshot can only
 * be named in the characters {@code A-Z a-z 0-9 $ _}, and the list takes at most 200 KB.
 */
public final class ScopePlanner {
    static final int MAXIMAL_BYTES = 200 * 1024;

    private static final Pattern NAMEABLE = Pattern.compile("[A-Za-z0-9$_]+");

    private final String database;
    private final TableChoice choice;

    private ScopePlanner(String database, TableChoice choice) {
        this.database = database;
        this.choice = choice;
    }

    public static ExportScope plan(String database, TableChoice choice) {
        return new ScopePlanner(database, choice).plan();
    }

    private ExportScope plan() {
        if (!nameable(database)) {
            return new ExportScope(
                    List.of(), Optional.of("RDS cannot be told a database of the name " + database + " alone"));
        }
        if (choice.tables().isEmpty()) {
            return ofSchemas(choice.schemas(), choice.excludes() ? excluded() : Optional.empty());
        }
        Set<TableName> named = choice.named();
        boolean exact = choice.tables().stream().allMatch(ScopePlanner::isOneTable);
        if (!exact) {
            return ofSchemas(choice.tables(), Optional.of("RDS does not know patterns"));
        }
        Optional<TableName> odd = named.stream()
                .filter(table -> !nameable(table.schema()) || !nameable(table.name()))
                .findFirst();
        if (odd.isPresent()) {
            return ofSchemas(choice.tables(), Optional.of("RDS cannot be told a table of the name " + odd.get()));
        }
        List<String> names = named.stream()
                .map(table -> database + "." + table.schema() + "." + table.name())
                .toList();
        if (names.isEmpty()) {
            return ofSchemas(choice.tables(), excluded());
        }
        return fits(names)
                ? new ExportScope(names, Optional.empty())
                : ofSchemas(choice.tables(), Optional.of("RDS takes a list of 200 KB at most"));
    }

    private ExportScope ofSchemas(List<TablePattern> patterns, Optional<String> surplus) {
        if (patterns.isEmpty()) {
            return new ExportScope(List.of(database), surplus);
        }
        Set<String> schemas = new LinkedHashSet<>();
        for (TablePattern pattern : patterns) {
            List<String> literals = pattern.schemas().literals();
            if (literals.isEmpty() || !literals.stream().allMatch(ScopePlanner::nameable)) {
                String reason = literals.isEmpty()
                        ? "RDS does not know patterns"
                        : "RDS cannot be told a schema of the name " + String.join(", ", literals);
                return new ExportScope(List.of(database), surplus.or(() -> Optional.of(reason)));
            }
            schemas.addAll(literals);
        }
        List<String> names =
                schemas.stream().map(schema -> database + "." + schema).toList();
        return fits(names)
                ? new ExportScope(names, surplus)
                : new ExportScope(
                        List.of(database), surplus.or(() -> Optional.of("RDS takes a list of 200 KB at most")));
    }

    private static Optional<String> excluded() {
        return Optional.of("RDS cannot leave out what lies in what it exports");
    }

    private static boolean isOneTable(TablePattern pattern) {
        return pattern.schemas().literals().size() == 1
                && pattern.name().filter(name -> name.literals().size() == 1).isPresent();
    }

    private static boolean nameable(String name) {
        return NAMEABLE.matcher(name).matches();
    }

    private static boolean fits(Collection<String> names) {
        return names.stream()
                        .mapToInt(name -> name.getBytes(StandardCharsets.UTF_8).length)
                        .sum()
                <= MAXIMAL_BYTES;
    }
}
