package dev.pgexport.copy.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Follows COPY's binary format: signature, flags, extension, tuples, trailer; see "COPY", Binary Format. */
final class BinaryScanner implements RowScanner {
    private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);

    private enum State {
        SIGNATURE(11),
        FLAGS(4),
        EXTENSION_LENGTH(4),
        FIELD_COUNT(2),
        FIELD_LENGTH(4),
        END(0);

        private final int bytes;

        State(int bytes) {
            this.bytes = bytes;
        }
    }

    private final int columns;
    private final byte[] head = new byte[SIGNATURE.length];
    private int filled;
    private State state = State.SIGNATURE;
    private long toSkip;
    private int fieldsLeft;
    private long rows;

    BinaryScanner(int columns) {
        this.columns = columns;
    }

    @Override
    public void accept(byte[] bytes, int length) {
        int i = 0;
        while (i < length) {
            if (toSkip > 0) {
                int skipped = (int) Math.min(toSkip, length - i);
                toSkip -= skipped;
                i += skipped;
                continue;
            }
            if (state == State.END) {
                throw Damage.because("something follows the trailer");
            }
            int taken = Math.min(state.bytes - filled, length - i);
            System.arraycopy(bytes, i, head, filled, taken);
            filled += taken;
            i += taken;
            if (filled == state.bytes) {
                filled = 0;
                state = next();
            }
        }
    }

    private State next() {
        return switch (state) {
            case SIGNATURE -> {
                if (!Arrays.equals(head, SIGNATURE)) {
                    throw Damage.because("they do not start with the signature of COPY's binary format");
                }
                yield State.FLAGS;
            }
            case FLAGS -> {
                if ((integer() & 0xFFFF_0000) != 0) {
                    throw Damage.because("critical flags that nobody knows are set");
                }
                yield State.EXTENSION_LENGTH;
            }
            case EXTENSION_LENGTH -> {
                toSkip = length(integer());
                yield State.FIELD_COUNT;
            }
            case FIELD_COUNT -> startRow(ByteBuffer.wrap(head).getShort());
            case FIELD_LENGTH -> {
                int length = integer();
                toSkip = length == -1 ? 0 : length(length);
                fieldsLeft--;
                yield fieldsLeft == 0 ? State.FIELD_COUNT : State.FIELD_LENGTH;
            }
            default -> throw new IllegalStateException("nothing is read in state " + state);
        };
    }

    private State startRow(short fields) {
        if (fields == -1) {
            return State.END;
        }
        rows++;
        if (fields != columns) {
            throw Damage.because("row " + rows + " has " + fields + " values for " + columns + " columns");
        }
        fieldsLeft = fields;
        return fields == 0 ? State.FIELD_COUNT : State.FIELD_LENGTH;
    }

    private int integer() {
        return ByteBuffer.wrap(head).getInt();
    }

    private static int length(int length) {
        if (length < 0) {
            throw Damage.because("a length is negative");
        }
        return length;
    }

    @Override
    public long finish() {
        if (state != State.END) {
            throw Damage.because("they end without the trailer, after " + rows + " rows");
        }
        return rows;
    }
}
