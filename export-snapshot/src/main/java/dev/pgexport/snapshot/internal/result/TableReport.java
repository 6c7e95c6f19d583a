package dev.pgexport.snapshot.internal.result;

import dev.pgexport.api.manifest.ColumnDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What RDS says of one target of an export: {@code database.schema.table}, or {@code database} for what is wrong with the
 * whole of it.
 *
 * @param target as RDS names it
 * @param status as {@code COMPLETE}; empty when it has none
 * @param warning what went wrong
 * @param columns that were exported, with PostgreSQL's types
 * @param notExported columns that RDS has no Parquet type for
 * @param statistics every number that RDS gives, by its name
 */
public record TableReport(
        String target,
        String status,
        Optional<String> warning,
        List<ColumnDescription> columns,
        List<String> notExported,
        Map<String, Long> statistics) {

    public TableReport {
        columns = List.copyOf(columns);
        notExported = List.copyOf(notExported);
        statistics = Map.copyOf(statistics);
    }
}
