package dev.pgexport.copy.internal;

import dev.pgexport.copy.CopyFormat;
import dev.pgexport.postgres.catalog.CatalogTable;
import dev.pgexport.postgres.catalog.SqlIdentifier;

/** Spells the COPY command of a part of a table. */
final class CopyCommand {
    private CopyCommand() {}

    static String of(TableParts.Part part, CopyFormat format) {
        return "COPY " + rows(part) + " TO STDOUT (" + format.options() + ")";
    }

    private static String rows(TableParts.Part part) {
        CatalogTable table = part.table();
        String columns = SqlIdentifier.quoteAll(table.description().storedColumns());
        if (part.range().isEmpty() && table.condition().isEmpty() && !columns.isEmpty()) {
            // Faster than a query, and a table's own rows alone.
            return table.sqlName() + " (" + columns + ")";
        }
        String condition = part.range()
                .map(range -> " WHERE " + range)
                .or(table::condition)
                .map(where -> " " + where.strip())
                .orElse("");
        return "(SELECT " + columns + " FROM ONLY " + table.sqlName() + condition + ")";
    }
}
