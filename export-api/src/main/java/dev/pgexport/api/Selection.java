package dev.pgexport.api;

import dev.pgexport.api.setting.Setting;
import java.util.List;

/** Which of a database's objects are exported: pg_dump's options of the same names, with psql's pattern rules. */
public record Selection(
        @Setting(
                key = "table",
                shortFlags = "-t",
                placeholder = "PATTERN",
                description = "Export only tables that match a psql pattern; may be given more than once")
        List<String> tables,

        @Setting(
                key = "exclude-table",
                shortFlags = "-T",
                placeholder = "PATTERN",
                description = "Leave out tables that match a psql pattern; may be given more than once")
        List<String> excludedTables,

        @Setting(
                key = "schema",
                shortFlags = "-n",
                placeholder = "PATTERN",
                description = "Export only schemas that match a psql pattern; may be given more than once")
        List<String> schemas,

        @Setting(
                key = "exclude-schema",
                shortFlags = "-N",
                placeholder = "PATTERN",
                description = "Leave out schemas that match a psql pattern; may be given more than once")
        List<String> excludedSchemas,

        @Setting(
                key = "exclude-table-data",
                placeholder = "PATTERN",
                description = "Export the definition but not the rows of tables that match a psql pattern")
        List<String> excludedTableData,

        @Setting(
                key = "strict-names",
                defaultValue = "false",
                description = "Fail when a pattern of --table or --schema matches nothing")
        boolean strictNames,

        @Setting(key = "data-only", defaultValue = "false", description = "Export rows, not definitions")
        boolean dataOnly,

        @Setting(key = "schema-only", defaultValue = "false", description = "Export definitions, not rows")
        boolean schemaOnly) {

    public Selection {
        tables = List.copyOf(tables);
        excludedTables = List.copyOf(excludedTables);
        schemas = List.copyOf(schemas);
        excludedSchemas = List.copyOf(excludedSchemas);
        excludedTableData = List.copyOf(excludedTableData);
        if (dataOnly && schemaOnly) {
            throw new IllegalArgumentException("data-only and schema-only cannot be used together");
        }
    }

    /** Select everything. */
    public static Selection everything() {
        return new Selection(List.of(), List.of(), List.of(), List.of(), List.of(), false, false, false);
    }
}
