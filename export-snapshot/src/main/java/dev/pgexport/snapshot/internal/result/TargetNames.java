package dev.pgexport.snapshot.internal.result;

import dev.pgexport.api.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads RDS's names of tables, {@code database.schema.table}, which do not say where a schema's name ends that has a dot.
 *
 * @param database whose tables are meant
 * @param known tables that are known to exist, which decide where a name can be read in two ways
 */
public record TargetNames(String database, Set<TableName> known) {
    public TargetNames {
        known = Set.copyOf(known);
    }

    /** Return the table that is meant; empty when it is one of another database, or a database as a whole. */
    public Optional<TableName> table(String target) {
        if (!target.startsWith(database + ".")) {
            return Optional.empty();
        }
        String name = target.substring(database.length() + 1);
        List<TableName> readings = new ArrayList<>();
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            if (dot > 0 && dot < name.length() - 1) {
                readings.add(new TableName(name.substring(0, dot), name.substring(dot + 1)));
            }
        }
        return readings.stream()
                .filter(known::contains)
                .findFirst()
                .or(() -> readings.stream().findFirst());
    }

    /** Return whether a table of another database is meant. */
    public boolean isOfAnother(String target) {
        return !target.startsWith(database + ".")
                && target.chars().filter(c -> c == '.').count() >= 2;
    }

    /** Return whether the whole database is meant. */
    public boolean isDatabase(String target) {
        return target.equals(database);
    }
}
