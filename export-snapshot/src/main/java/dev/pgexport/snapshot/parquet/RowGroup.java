package dev.pgexport.snapshot.parquet;

import java.util.List;

/**
 * A run of a file's rows that are stored together.
 *
 * @param chunks one a column, in the order of the columns
 */
public record RowGroup(long rows, List<ColumnChunk> chunks) {
    public RowGroup {
        chunks = List.copyOf(chunks);
        if (rows < 0 || chunks.stream().anyMatch(chunk -> chunk.values() != rows)) {
            throw new IllegalArgumentException("the columns of a row group differ in their number of values");
        }
    }
}
