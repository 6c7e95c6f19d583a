package dev.pgexport.postgres.rows;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for bytes, eight at a time. */
public final class ByteSearch {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH = ONES << 7;

    private ByteSearch() {}

    /** Return eight times a byte, as the searches want it. */
    public static long pattern(char ascii) {
        return ONES * ascii;
    }

    /** Return where the first such byte is, or the limit. */
    public static int first(byte[] bytes, int from, int limit, long pattern) {
        int position = from;
        // Looking behind the limit spares looking at the last bytes one by one: rows are short.
        for (int last = bytes.length - Long.BYTES; position < limit && position <= last; position += Long.BYTES) {
            long found = zeros((long) LONGS.get(bytes, position) ^ pattern);
            if (found != 0) {
                return Math.min(limit, position + (Long.numberOfTrailingZeros(found) >>> 3));
            }
        }
        while (position < limit && bytes[position] != (byte) pattern) {
            position++;
        }
        return Math.min(limit, position);
    }

    /** Return where the first of either byte is, or the limit. */
    static int first(byte[] bytes, int from, int limit, long pattern, long other) {
        int position = from;
        for (int last = bytes.length - Long.BYTES; position < limit && position <= last; position += Long.BYTES) {
            long eight = (long) LONGS.get(bytes, position);
            long found = zeros(eight ^ pattern) | zeros(eight ^ other);
            if (found != 0) {
                return Math.min(limit, position + (Long.numberOfTrailingZeros(found) >>> 3));
            }
        }
        while (position < limit && bytes[position] != (byte) pattern && bytes[position] != (byte) other) {
            position++;
        }
        return Math.min(limit, position);
    }

    /** Mark the zero bytes by their high bits; what is marked above the lowest may be wrong. */
    private static long zeros(long eight) {
        return (eight - ONES) & ~eight & HIGH;
    }
}
