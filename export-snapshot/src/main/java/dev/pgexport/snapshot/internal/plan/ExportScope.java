package dev.pgexport.snapshot.internal.plan;

import java.util.List;
import java.util.Optional;

/**
 * What RDS is asked to write: the parameter ExportOnly.
 *
 * @param exportOnly {@code database}, {@code database.schema} or {@code database.schema.table}; empty for all that the
 *     snapshot has
 * @param surplus why this may be more than is wanted; empty when it is not
 */
public record ExportScope(List<String> exportOnly, Optional<String> surplus) {
    public ExportScope {
        exportOnly = List.copyOf(exportOnly);
    }
}
