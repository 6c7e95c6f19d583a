package dev.pgexport.copy.internal;

/**
 * Follows what COPY wrote, whose bytes come in pieces of any size, and counts the rows; holds no row in memory.
 *
 * <p>Not thread-safe.
 */
interface RowScanner {
    /**
     * Look at the next bytes.
     *
     * @throws dev.pgexport.api.ExportException of kind INTEGRITY when COPY does not write such bytes
     */
    void accept(byte[] bytes, int length);

    /**
     * Say that there are no more bytes.
     *
     * @return the number of rows
     * @throws dev.pgexport.api.ExportException of kind INTEGRITY when they end in the middle
     */
    long finish();
}
