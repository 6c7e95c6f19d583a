package dev.pgexport.restore;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.TableName;
import dev.pgexport.postgres.catalog.SqlIdentifier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Looks, before anything is done, whether a database is as a restore may find it. */
final class TargetCheck {
    private static final int SHOWN = 10;

    private final Target target;
    private final Wanted wanted;

    TargetCheck(Target target, Wanted wanted) {
        this.target = target;
        this.wanted = wanted;
    }

    /** Require that no wanted table is there; one that an extension brings may be. */
    void requireNone() {
        Map<TableName, Boolean> relations = target.relations();
        Set<TableName> there = wanted.names();
        there.removeIf(name -> relations.getOrDefault(name, true));
        if (!there.isEmpty()) {
            throw new ExportException(Kind.CONFLICT, "of the export's tables " + shown(there) + " already in " + target)
                    .withAdvice(
                            "perhaps restore into an empty database (--create makes one), or give --data-only to fill"
                                    + " tables that are empty, or --truncate to replace their rows");
        }
    }

    /** Return whether all wanted tables are there, or none of them. */
    boolean hasAll() {
        Map<TableName, Boolean> relations = target.relations();
        Set<TableName> missing = wanted.names();
        missing.removeAll(relations.keySet());
        if (!missing.isEmpty() && missing.size() < wanted.names().size()) {
            throw new ExportException(
                    Kind.CONFLICT,
                    "some of the export's tables are in " + target + ", and " + shown(missing) + " not: something has"
                            + " changed them since the restore was interrupted");
        }
        return missing.isEmpty();
    }

    /** Require that all wanted tables with rows are there, and empty unless they are to be emptied. */
    void requireAll(RestoreOptions.Existing existing) {
        Set<TableName> missing = wanted.namesWithRows();
        missing.removeAll(target.relations().keySet());
        if (!missing.isEmpty()) {
            throw new ExportException(Kind.CONFLICT, "of the export's tables " + shown(missing) + " not in " + target)
                    .withAdvice("perhaps restore their definitions, too: leave out --data-only and --truncate");
        }
        if (existing == RestoreOptions.Existing.TRUNCATE) {
            return;
        }
        Set<TableName> filled = wanted.namesWithRows();
        filled.removeIf(table -> !target.hasRows(table));
        if (!filled.isEmpty()) {
            throw new ExportException(
                            Kind.CONFLICT, "of the export's tables " + shown(filled) + " not empty in " + target)
                    .withAdvice("perhaps give --truncate to replace their rows");
        }
    }

    /** Empty all wanted tables, all or none. */
    void truncate() {
        List<TableName> tables = List.copyOf(wanted.namesWithRows());
        if (!tables.isEmpty()) {
            target.execute(
                    "TRUNCATE "
                            + tables.stream()
                                    .map(table -> "ONLY " + SqlIdentifier.quote(table))
                                    .collect(Collectors.joining(", ")),
                    "empty the tables");
        }
    }

    /** Drop the indexes and constraints of all wanted tables. */
    void dropIndexes() {
        new PartialIndexes(target).drop(wanted.names());
    }

    private static String shown(Collection<TableName> names) {
        String listed = new TreeSet<>(names)
                .stream().limit(SHOWN).map(TableName::toString).collect(Collectors.joining(", "));
        int more = names.size() - SHOWN;
        return listed + (more > 0 ? " and " + more + " more" : "") + (names.size() == 1 ? " is" : " are");
    }
}
