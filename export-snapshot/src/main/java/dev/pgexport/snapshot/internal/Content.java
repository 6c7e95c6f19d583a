package dev.pgexport.snapshot.internal;

import dev.pgexport.api.TableName;
import java.util.List;

/** What an object holds that RDS wrote. */
sealed interface Content {
    /** Rows of a table, as Parquet. */
    record Rows(TableName table) implements Content {}

    /** What RDS says of tables, among them some that have no rows and so no file. */
    record Report(List<TableName> empty) implements Content {
        public Report {
            empty = List.copyOf(empty);
        }
    }

    /** Nothing: it only says that something is done. */
    record Marker() implements Content {}
}
