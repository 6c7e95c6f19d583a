package dev.pgexport.postgres.rows;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The beginning of a row whose end has not come yet: as much memory as the longest such row needs, and the same again
 * while a longer one comes to its end.
 */
final class PartialRow {
    private static final int LARGEST_GROWN = 1 << 24;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    /** Below half a region of G1, so that a full collection can move it and find room for the whole. */
    private static final int PIECE = 1 << 18;

    private final String subject;
    private byte[] bytes = {};
    private int filled;
    private final Deque<byte[]> pieces = new ArrayDeque<>();
    private long length;

    PartialRow(String subject) {
        this.subject = subject;
    }

    boolean isEmpty() {
        return length == 0;
    }

    /**
     * Return an array that starts with what came so far.
     *
     * @param row the number of the row, for messages
     */
    byte[] bytes(long row) {
        if (!pieces.isEmpty()) {
            resize(length, row);
            while (filled < length) {
                byte[] piece = pieces.remove();
                int count = (int) Math.min(piece.length, length - filled);
                System.arraycopy(piece, 0, bytes, filled, count);
                filled += count;
            }
        }
        return bytes;
    }

    int length() {
        return Math.toIntExact(length);
    }

    void clear() {
        filled = 0;
        length = 0;
        pieces.clear();
    }

    /**
     * Append bytes.
     *
     * @param row the number of the row, for messages
     */
    void append(byte[] from, int offset, int count, long row) {
        if (length + count > LARGEST_ARRAY) {
            throw tooBig(row, "an array, " + (LARGEST_ARRAY >> 20) + " MiB");
        }
        if (pieces.isEmpty() && count > bytes.length - filled && length + count <= LARGEST_GROWN) {
            resize(Math.max(length + count, 2L * bytes.length), row);
        }
        int fitting = pieces.isEmpty() ? Math.min(count, bytes.length - filled) : 0;
        System.arraycopy(from, offset, bytes, filled, fitting);
        filled += fitting;
        length += fitting;
        appendToPieces(from, offset + fitting, count - fitting, row);
    }

    private void appendToPieces(byte[] from, int offset, int count, long row) {
        int done = 0;
        while (done < count) {
            int used = (int) ((length - filled) % PIECE);
            if (used == 0) {
                // The whole will be needed beside its pieces; others shall not run out of memory because of a vain try.
                if (2 * length > Runtime.getRuntime().maxMemory()) {
                    throw tooBigForMemory(row);
                }
                pieces.add(allocate(PIECE, row));
            }
            int some = Math.min(count - done, PIECE - used);
            System.arraycopy(from, offset + done, pieces.getLast(), used, some);
            length += some;
            done += some;
        }
    }

    /**
     * Make room for a whole row whose length is known.
     *
     * @param row the number of the row, for messages
     */
    void reserve(long wanted, long row) {
        if (wanted > LARGEST_ARRAY) {
            throw tooBig(row, "an array, " + (LARGEST_ARRAY >> 20) + " MiB");
        }
        if (wanted > bytes.length) {
            bytes(row);
            resize(wanted, row);
        }
    }

    private void resize(long wanted, long row) {
        byte[] larger = allocate((int) Math.min(LARGEST_ARRAY, wanted), row);
        System.arraycopy(bytes, 0, larger, 0, filled);
        bytes = larger;
    }

    private byte[] allocate(int count, long row) {
        try {
            return new byte[count];
        } catch (OutOfMemoryError e) {
            throw tooBigForMemory(row);
        }
    }

    private ExportException tooBigForMemory(long row) {
        bytes = new byte[0];
        clear();
        return tooBig(row, "this program's memory, " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB")
                .withAdvice("perhaps give it more, as in JAVA_OPTS=-Xmx4g: a row passes through memory whole");
    }

    private ExportException tooBig(long row, String limit) {
        return new ExportException(Kind.CONFIGURATION, subject + ": row " + row + " is too big for " + limit);
    }
}
