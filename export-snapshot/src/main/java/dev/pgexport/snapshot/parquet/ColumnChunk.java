package dev.pgexport.snapshot.parquet;

/**
 * The values of one column in one row group.
 *
 * @param offset of its first byte in the file
 * @param bytes as stored, headers included
 * @param values including NULLs
 * @param codec by Parquet's name, as in {@code GZIP}
 */
public record ColumnChunk(long offset, long bytes, long values, String codec) {
    public ColumnChunk {
        if (offset < 0 || bytes < 0 || values < 0) {
            throw new IllegalArgumentException("a size is negative");
        }
    }

    long end() {
        return offset + bytes;
    }
}
