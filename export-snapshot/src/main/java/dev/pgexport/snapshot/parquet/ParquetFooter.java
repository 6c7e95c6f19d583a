package dev.pgexport.snapshot.parquet;

import java.util.List;
import java.util.Optional;

/**
 * What a Parquet file says of itself at its end.
 *
 * @param bytes the file's size
 * @param etag what S3 called the object that was read, with its quotes; empty for a local file
 * @param rows of all row groups; their sum was compared
 * @param columns in the file's order; names are unique
 * @param createdBy the program that wrote it; empty when it does not say
 */
public record ParquetFooter(
        long bytes,
        Optional<String> etag,
        long rows,
        List<ParquetColumn> columns,
        List<RowGroup> rowGroups,
        Optional<String> createdBy) {
    public ParquetFooter {
        columns = List.copyOf(columns);
        rowGroups = List.copyOf(rowGroups);
    }
}
