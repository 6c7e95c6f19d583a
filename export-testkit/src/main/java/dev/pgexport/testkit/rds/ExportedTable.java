package dev.pgexport.testkit.rds;

import dev.pgexport.testkit.TestDatabase;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A table of a snapshot.
 *
 * @param partitioned whether other tables hold its rows
 * @param unlogged whether a crash loses its rows
 * @param readable whether the master user may read it
 */
record ExportedTable(
        TestDatabase database,
        String schema,
        String name,
        boolean partitioned,
        boolean unlogged,
        boolean readable,
        List<ExportedColumn> columns) {
    /** Return what RDS calls it in its reports and in requests. */
    String target() {
        return database.name() + "." + schema + "." + name;
    }

    /** Return whether one of a request's names holds it. */
    boolean isIn(List<String> exportOnly) {
        return exportOnly.isEmpty()
                || exportOnly.stream()
                        .anyMatch(only -> only.equals(database.name())
                                || only.equals(database.name() + "." + schema)
                                || only.equals(target()));
    }

    /**
     * Return why RDS skips it, if it does. That it does is documented, and {@code PERMISSIONS_DO_NOT_EXIST} is; the other
     * words are not.
     */
    Optional<String> skipped() {
        if (!readable) {
            return Optional.of("PERMISSIONS_DO_NOT_EXIST");
        }
        if (unlogged) {
            return Optional.of("UNLOGGED_TABLE");
        }
        if (name.contains("/")) {
            return Optional.of("UNSUPPORTED_TABLE_NAME");
        }
        return columns.stream().anyMatch(ExportedColumn::isRefused)
                ? Optional.of("UNSUPPORTED_COLUMN_NAME")
                : Optional.empty();
    }

    /** Return where its files are, below the task's: with the characters replaced that RDS does not write. */
    String folder() {
        return safe(database.name()) + "/" + safe(schema) + "." + safe(name) + "/";
    }

    private static String safe(String name) {
        return name.replaceAll("[\\\\`\" ]", "_");
    }

    /** Return the query of all rows. */
    String query() {
        String list = columns.isEmpty()
                ? "NULL"
                : columns.stream().map(column -> quoted(column.name())).collect(Collectors.joining(", "));
        return "SELECT " + list + " FROM " + (partitioned ? "" : "ONLY ") + quoted(schema) + "." + quoted(name);
    }

    /** Return the query of the number of rows. */
    String count() {
        return "SELECT count(*) FROM " + (partitioned ? "" : "ONLY ") + quoted(schema) + "." + quoted(name);
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
