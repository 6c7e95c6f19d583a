package dev.pgexport.postgres.rows;

import java.io.IOException;

/**
 * Decodes the rows of one table, whose bytes come in pieces of any size, and hands each to a {@link
 * dev.pgexport.api.read.RowConsumer} that was told of the table. Holds no more than one row.
 *
 * <p>Fails with an {@link dev.pgexport.api.ExportException} of kind INTEGRITY that has the number of the row where the
 * bytes are not what COPY writes, and of kind CONFIGURATION where a row does not fit in memory. Not thread-safe.
 */
public interface RowDecoder {
    /** Decode the next bytes. They are overwritten where a value is shorter than its stored form. */
    void accept(byte[] bytes, int offset, int length) throws IOException, InterruptedException;

    /**
     * Say that there are no more bytes.
     *
     * @return how many rows there were
     */
    long finish();
}
