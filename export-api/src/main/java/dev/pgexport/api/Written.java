package dev.pgexport.api;

import java.util.List;
import java.util.Map;

/**
 * What one object holds.
 *
 * @param rows the rows of each table in the object; a table without rows is there with 0, an object that holds no rows
 *     of tables has none
 * @param warnings what a person should know, without failing the export
 */
public record Written(Map<TableName, Long> rows, List<String> warnings) {
    public Written {
        rows = Map.copyOf(rows);
        warnings = List.copyOf(warnings);
        if (rows.values().stream().anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException("a number of rows is not negative: " + rows);
        }
    }

    /** Return the result of an object that holds no rows of tables. */
    public static Written withoutRows() {
        return new Written(Map.of(), List.of());
    }

    /** Return the result of an object that holds rows of one table. */
    public static Written rows(TableName table, long rows) {
        return new Written(Map.of(table, rows), List.of());
    }
}
