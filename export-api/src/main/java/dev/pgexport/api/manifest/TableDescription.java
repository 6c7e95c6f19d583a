package dev.pgexport.api.manifest;

import dev.pgexport.api.TableName;
import java.util.List;

/**
 * A table that an export knows.
 *
 * @param name schema and name
 * @param kind what kind of relation it is
 * @param columns in their order, without dropped ones
 * @param primaryKey the columns of the primary key in its order; empty when there is none
 * @param parents the tables it inherits from or is a partition of
 * @param data whether its own rows are part of the export; when not, the manifest says why unless it has none of its own
 */
public record TableDescription(
        TableName name,
        TableKind kind,
        List<ColumnDescription> columns,
        List<String> primaryKey,
        List<TableName> parents,
        boolean data) {

    public TableDescription {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        parents = List.copyOf(parents);
    }

    /** Return the columns whose values an export holds: a generated one is computed again when rows are loaded. */
    public List<String> storedColumns() {
        return columns.stream()
                .filter(column -> !column.generated())
                .map(ColumnDescription::name)
                .toList();
    }
}
