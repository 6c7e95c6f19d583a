package dev.pgexport.postgres.rows;

import dev.pgexport.api.read.RowBuffer;
import dev.pgexport.api.read.RowConsumer;
import java.io.IOException;

/**
 * Decodes COPY's text format: a line a row, tabs between values, both escaped by a backslash within them, {@code \N} for
 * NULL. Only the escapes that COPY writes are known.
 */
public final class TextDecoder implements RowDecoder {
    private static final long NEWLINE = ByteSearch.pattern('\n');
    private static final long TAB = ByteSearch.pattern('\t');
    private static final long BACKSLASH = ByteSearch.pattern('\\');

    private final int columns;
    private final boolean marked;
    private final RowConsumer consumer;
    private final RowBuffer row;
    private final Damage damage;
    private final PartialRow partial;
    private boolean ended;
    private long rows;

    private TextDecoder(String subject, int columns, boolean marked, RowConsumer consumer) {
        this.columns = columns;
        this.marked = marked;
        this.consumer = consumer;
        this.row = new RowBuffer(columns);
        this.damage = new Damage(subject);
        this.partial = new PartialRow(subject);
    }

    /**
     * Decode rows that end where the bytes end.
     *
     * @param subject where the rows are, for messages
     * @param columns how many values each row has
     */
    public static TextDecoder of(String subject, int columns, RowConsumer consumer) {
        return new TextDecoder(subject, columns, false, consumer);
    }

    /** Decode rows as in a dump, which the line {@code \.} ends; behind it come at most empty lines. */
    public static TextDecoder untilMark(String subject, int columns, RowConsumer consumer) {
        return new TextDecoder(subject, columns, true, consumer);
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) throws IOException, InterruptedException {
        int limit = offset + length;
        int start = offset;
        if (!partial.isEmpty()) {
            int end = ByteSearch.first(bytes, start, limit, NEWLINE);
            partial.append(bytes, start, end - start, rows + 1);
            if (end == limit) {
                return;
            }
            line(partial.bytes(rows + 1), 0, partial.length());
            partial.clear();
            start = end + 1;
        }
        while (start < limit) {
            int end = ByteSearch.first(bytes, start, limit, NEWLINE);
            if (end == limit) {
                partial.append(bytes, start, limit - start, rows + 1);
                return;
            }
            line(bytes, start, end);
            start = end + 1;
        }
    }

    private void line(byte[] bytes, int start, int end) throws IOException, InterruptedException {
        if (ended) {
            if (end > start) {
                throw damage.because("something follows the mark \\. after row " + rows);
            }
            return;
        }
        if (end - start == 2 && bytes[start] == '\\' && bytes[start + 1] == '.') {
            if (!marked) {
                throw damage.because("the mark \\. that ends a dump's data follows row " + rows);
            }
            ended = true;
            return;
        }
        rows++;
        row.start(bytes);
        if (columns > 0) {
            values(bytes, start, end);
        } else if (end > start) {
            throw damage.because("row " + rows + " has values and the table has no columns");
        }
        consumer.row(row);
    }

    private void values(byte[] bytes, int start, int end) {
        int from = start;
        while (true) {
            if (row.isFull()) {
                throw damage.values(rows, "more than " + columns, columns);
            }
            int position = ByteSearch.first(bytes, from, end, TAB, BACKSLASH);
            if (position < end && bytes[position] == '\\') {
                position = escaped(bytes, from, position, end);
            } else {
                row.add(from, position - from);
            }
            if (position == end) {
                break;
            }
            from = position + 1;
        }
        if (!row.isFull()) {
            throw damage.values(rows, String.valueOf(row.fieldCount()), columns);
        }
    }

    /** Add the value with a backslash; return where it ends. */
    private int escaped(byte[] bytes, int from, int backslash, int end) {
        if (backslash == from && isNull(bytes, from, end)) {
            row.addNull();
            return from + 2;
        }
        int written = backslash;
        int position = backslash;
        while (position < end && bytes[position] == '\\') {
            if (position + 1 == end) {
                throw damage.because("row " + rows + " ends in a backslash");
            }
            bytes[written++] = unescape(bytes[position + 1]);
            int next = ByteSearch.first(bytes, position + 2, end, TAB, BACKSLASH);
            int plain = next - (position + 2);
            System.arraycopy(bytes, position + 2, bytes, written, plain);
            written += plain;
            position = next;
        }
        row.add(from, written - from);
        return position;
    }

    private static boolean isNull(byte[] bytes, int from, int end) {
        return end - from >= 2 && bytes[from + 1] == 'N' && (end - from == 2 || bytes[from + 2] == '\t');
    }

    private byte unescape(byte letter) {
        return switch (letter) {
            case '\\' -> '\\';
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'v' -> 0x0B;
            default -> throw damage.because("row " + rows + " has a backslash that COPY does not write");
        };
    }

    @Override
    public long finish() {
        if (!partial.isEmpty()) {
            throw damage.because("they end within row " + (rows + 1));
        }
        if (marked && !ended) {
            throw damage.because("they end without the mark \\., after " + rows + " rows");
        }
        return rows;
    }
}
