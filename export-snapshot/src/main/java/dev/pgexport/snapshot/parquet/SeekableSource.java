package dev.pgexport.snapshot.parquet;

import dev.pgexport.api.ExportException;
import java.util.Optional;

/** Where the bytes of one Parquet file lie, to be read at any place. Not thread-safe: one reader, one source. */
public interface SeekableSource extends AutoCloseable {
    /** Return the name for messages: a path, or {@code s3://bucket/key}. */
    String name();

    /** Return the size in bytes. */
    long bytes();

    /** Return the ETag of the object that all bytes come from, with its quotes; empty for what has none. */
    Optional<String> etag();

    /**
     * Fill a range of a buffer.
     *
     * @param offset of the first byte, in the file; {@code offset + length} is at most {@link #bytes}
     * @throws ExportException when the bytes cannot be had, of kind INTEGRITY when they are no longer those of the file
     *     that was opened
     */
    void read(long offset, byte[] into, int from, int length);

    @Override
    void close();
}
