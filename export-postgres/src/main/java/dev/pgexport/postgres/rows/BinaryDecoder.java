package dev.pgexport.postgres.rows;

import dev.pgexport.api.read.RowBuffer;
import dev.pgexport.api.read.RowConsumer;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Decodes COPY's binary format: signature, flags, extension, rows of values with their lengths, trailer. */
public final class BinaryDecoder implements RowDecoder {
    private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int FLAGS = SIGNATURE.length;
    private static final int EXTENSION = FLAGS + Integer.BYTES;
    private static final int HEADER = EXTENSION + Integer.BYTES;
    private static final VarHandle INTEGERS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private enum State {
        HEADER,
        EXTENSION,
        ROWS,
        END
    }

    private final int columns;
    private final long bytes;
    private final RowConsumer consumer;
    private final RowBuffer row;
    private final Damage damage;
    private final PartialRow partial;
    private State state = State.HEADER;
    private long extension;
    private long rows;

    /** How many bytes from its start on the header or the row has at least, as far as is known. */
    private long needed = HEADER;

    /**
     * Decode rows of a table.
     *
     * @param subject where they are, for messages
     * @param columns how many values each row has
     * @param bytes how many bytes there are, which no row exceeds
     */
    public BinaryDecoder(String subject, int columns, long bytes, RowConsumer consumer) {
        this.columns = columns;
        this.bytes = bytes;
        this.consumer = consumer;
        this.row = new RowBuffer(columns);
        this.damage = new Damage(subject);
        this.partial = new PartialRow(subject);
    }

    @Override
    public void accept(byte[] piece, int offset, int length) throws IOException, InterruptedException {
        int limit = offset + length;
        int position = offset;
        while (!partial.isEmpty() && position < limit) {
            int taken = (int) Math.min(needed - partial.length(), limit - position);
            partial.append(piece, position, taken, rows + 1);
            position += taken;
            // Nothing is known to be needed that is not part of it, so it ends where the next one starts.
            if (partial.length() == needed && advance(partial.bytes(rows + 1), 0, partial.length()) >= 0) {
                partial.clear();
            } else {
                partial.reserve(needed, rows + 1);
            }
        }
        while (position < limit) {
            int next = advance(piece, position, limit);
            if (next < 0) {
                partial.append(piece, position, limit - position, rows + 1);
                partial.reserve(needed, rows + 1);
                return;
            }
            position = next;
        }
    }

    /** Take what starts at a position; return where it ends, or -1 when more of it is {@link #needed}. */
    private int advance(byte[] piece, int position, int limit) throws IOException, InterruptedException {
        return switch (state) {
            case HEADER -> header(piece, position, limit);
            case EXTENSION -> extension(position, limit);
            case ROWS -> row(piece, position, limit);
            case END -> throw damage.because("something follows the trailer, after " + rows + " rows");
        };
    }

    private int header(byte[] piece, int position, int limit) {
        int start = Math.min(limit - position, SIGNATURE.length);
        if (!Arrays.equals(piece, position, position + start, SIGNATURE, 0, start)) {
            throw damage.because("they do not start with the signature of COPY's binary format");
        }
        if (limit - position < HEADER) {
            return -1;
        }
        if (((int) INTEGERS.get(piece, position + FLAGS) & 0xFFFF_0000) != 0) {
            throw damage.because("critical flags that nobody knows are set");
        }
        extension = (int) INTEGERS.get(piece, position + EXTENSION);
        if (extension < 0) {
            throw damage.because("the length of the header's extension is negative");
        }
        next(extension > 0 ? State.EXTENSION : State.ROWS);
        return position + HEADER;
    }

    /** Pass over what nobody knows. */
    private int extension(int position, int limit) {
        int taken = (int) Math.min(extension, limit - position);
        extension -= taken;
        next(extension > 0 ? State.EXTENSION : State.ROWS);
        return position + taken;
    }

    private void next(State following) {
        state = following;
        needed = following == State.EXTENSION ? 1 : Short.BYTES;
    }

    private int row(byte[] piece, int start, int limit) throws IOException, InterruptedException {
        if (limit - start < Short.BYTES) {
            return -1;
        }
        int count = (short) SHORTS.get(piece, start);
        if (count == -1) {
            state = State.END;
            return start + Short.BYTES;
        }
        if (count != columns) {
            throw damage.values(rows + 1, String.valueOf(count), columns);
        }
        row.start(piece);
        int position = start + Short.BYTES;
        for (int field = 0; field < count; field++) {
            if (limit - position < Integer.BYTES) {
                return missing((long) position - start + Integer.BYTES);
            }
            int length = (int) INTEGERS.get(piece, position);
            position += Integer.BYTES;
            if (length == -1) {
                row.addNull();
                continue;
            }
            if (length < 0) {
                throw damage.because("a length is negative in row " + (rows + 1));
            }
            if (length > limit - position) {
                return missing((long) position - start + length);
            }
            row.add(position, length);
            position += length;
        }
        rows++;
        needed = Short.BYTES;
        consumer.row(row);
        return position;
    }

    private int missing(long atLeast) {
        if (atLeast > bytes) {
            throw damage.because("row " + (rows + 1) + " is said to be longer than all of them");
        }
        needed = atLeast;
        return -1;
    }

    @Override
    public long finish() {
        if (state != State.END) {
            throw damage.because("they end without the trailer, after " + rows + " rows");
        }
        return rows;
    }
}
