package dev.pgexport.postgres.rows;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.util.Arrays;

/** The beginning of a row whose end has not come yet: as much memory as the longest such row needs. */
final class PartialRow {
    private static final int SMALL = 1 << 24;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final String subject;
    private byte[] bytes = {};
    private int length;

    PartialRow(String subject) {
        this.subject = subject;
    }

    boolean isEmpty() {
        return length == 0;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    /**
     * Append bytes.
     *
     * @param row the number of the row, for messages
     */
    void append(byte[] from, int offset, int count, long row) {
        if (count > bytes.length - length) {
            grow((long) length + count, row);
        }
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    /** Make room for a whole row whose length is known. */
    void reserve(long wanted, long row) {
        if (wanted > bytes.length) {
            grow(wanted, row);
        }
    }

    private void grow(long wanted, long row) {
        // While it grows it is there twice: large ones grow by little.
        long generous = bytes.length < SMALL ? 2L * bytes.length : bytes.length + (bytes.length >> 2);
        if (wanted > LARGEST_ARRAY) {
            throw tooBig(row, "an array, " + (LARGEST_ARRAY >> 20) + " MiB");
        }
        try {
            bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST_ARRAY, Math.max(wanted, generous)));
        } catch (OutOfMemoryError e) {
            throw tooBig(row, "this program's memory, " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB")
                    .withAdvice("perhaps give it more, as in JAVA_OPTS=-Xmx4g: a row passes through memory whole");
        }
    }

    private ExportException tooBig(long row, String limit) {
        return new ExportException(Kind.CONFIGURATION, subject + ": row " + row + " is too big for " + limit);
    }
}
