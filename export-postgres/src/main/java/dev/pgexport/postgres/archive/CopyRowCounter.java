package dev.pgexport.postgres.archive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Counts the rows of a table in COPY's text format, which come in pieces.
 *
 * <p>Every row ends in a newline and has none inside (see "COPY", Text Format); pg_dump ends the rows of a table with
 * {@code \.} and two empty lines, so that a table that is cut off is noticed.
 */
public final class CopyRowCounter {
    private static final byte[] END = {'\n', '\\', '.', '\n', '\n', '\n'};
    private static final int END_LINES = 3;
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long NEWLINES = ONES * '\n';
    private static final long HIGH = ONES << 7;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final byte[] last = new byte[END.length];
    private long newlines;

    /** Start as after a newline: without rows the end comes first. */
    public CopyRowCounter() {
        last[END.length - 1] = '\n';
    }

    /** Look at the next bytes. */
    public void accept(byte[] bytes, int offset, int length) {
        newlines += countNewlines(bytes, offset, length);
        if (length >= last.length) {
            System.arraycopy(bytes, offset + length - last.length, last, 0, last.length);
        } else {
            System.arraycopy(last, length, last, 0, last.length - length);
            System.arraycopy(bytes, offset, last, last.length - length, length);
        }
    }

    private static long countNewlines(byte[] bytes, int offset, int length) {
        long count = 0;
        int position = offset;
        int end = offset + length;
        for (; position <= end - Long.BYTES; position += Long.BYTES) {
            long differing = (long) LONGS.get(bytes, position) ^ NEWLINES;
            // A byte is zero if and only if neither its low bits, carried into the high one, nor the high one are set.
            long nonZero = ((differing & ~HIGH) + ~HIGH) | differing;
            count += Long.bitCount(~nonZero & HIGH);
        }
        for (; position < end; position++) {
            count += bytes[position] == '\n' ? 1 : 0;
        }
        return count;
    }

    /**
     * Return how many rows there were, once the last byte was seen.
     *
     * @param table what to call the table in the failure
     * @throws dev.pgexport.api.ExportException of kind INTEGRITY when the end is missing
     */
    public long finish(String table) {
        if (!Arrays.equals(last, END)) {
            throw IncompleteDump.because("the rows of " + table + " are cut off");
        }
        return newlines - END_LINES;
    }
}
