package dev.pgexport.restore;

import dev.pgexport.api.TableName;
import dev.pgexport.postgres.catalog.SqlIdentifier;
import java.util.List;

/** Spells COPY ... FROM STDIN. */
final class CopyStatement {
    private CopyStatement() {}

    static String of(TableName table, List<String> columns, String options) {
        // A list without columns cannot be spelt; without a list COPY takes those that are not generated: none here.
        String list = columns.isEmpty() ? "" : " (" + SqlIdentifier.quoteAll(columns) + ")";
        return "COPY " + SqlIdentifier.quote(table) + list + " FROM STDIN (" + options + ")";
    }
}
