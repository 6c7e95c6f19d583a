package dev.pgexport.postgres.program;

import dev.pgexport.api.Selection;
import java.util.ArrayList;
import java.util.List;

/** Says a selection in pg_dump's own options, see "pg_dump" in PostgreSQL's documentation. */
public final class DumpArguments {
    private DumpArguments() {}

    /** Return the options that make pg_dump select the same: patterns are passed on as they are. */
    public static List<String> of(Selection selection) {
        List<String> arguments = new ArrayList<>();
        selection.tables().forEach(pattern -> arguments.add("--table=" + pattern));
        selection.excludedTables().forEach(pattern -> arguments.add("--exclude-table=" + pattern));
        selection.schemas().forEach(pattern -> arguments.add("--schema=" + pattern));
        selection.excludedSchemas().forEach(pattern -> arguments.add("--exclude-schema=" + pattern));
        selection.excludedTableData().forEach(pattern -> arguments.add("--exclude-table-data=" + pattern));
        if (selection.strictNames()) {
            arguments.add("--strict-names");
        }
        if (selection.dataOnly()) {
            arguments.add("--data-only");
        }
        if (selection.schemaOnly()) {
            arguments.add("--schema-only");
        }
        return List.copyOf(arguments);
    }
}
