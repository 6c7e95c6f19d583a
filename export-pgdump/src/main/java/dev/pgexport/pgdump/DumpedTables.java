package dev.pgexport.pgdump;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.TableName;
import dev.pgexport.api.Written;
import dev.pgexport.postgres.archive.DumpContents;
import dev.pgexport.postgres.program.ProgramWarnings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares what a dump holds with what was selected in the same snapshot.
 *
 * @param expected the tables whose rows the export is to hold
 */
record DumpedTables(Set<TableName> expected) {
    DumpedTables(List<TableName> expected) {
        this(Set.copyOf(expected));
    }

    /**
     * Check that nothing is missing.
     *
     * @param errors what pg_dump wrote to its standard error: the warnings
     */
    Written check(DumpContents contents, String errors) {
        List<String> warnings = new ArrayList<>(ProgramWarnings.of(errors));
        Map<TableName, Long> rows = new HashMap<>(contents.rows());
        Set<TableName> missing = new HashSet<>(expected);
        missing.removeAll(rows.keySet());
        missing.stream().sorted().findFirst().ifPresent(table -> {
            throw new ExportException(
                    ExportException.Kind.INTEGRITY,
                    "pg_dump left out the rows of " + table + ", which is selected (" + missing.size()
                            + " such tables)");
        });
        Set<TableName> unexpected = new HashSet<>(rows.keySet());
        unexpected.removeAll(expected);
        unexpected.stream().sorted().forEach(table -> {
            warnings.add("pg_dump also dumped the rows of " + table + ", which is not among the selected tables");
            rows.remove(table);
        });
        return new Written(rows, warnings);
    }
}
