package dev.pgexport.postgres.rows;

import dev.pgexport.api.read.Row;
import dev.pgexport.api.read.RowBuffer;
import dev.pgexport.api.read.RowConsumer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes CSV as COPY writes it: a header line, lines ended by a line feed, quotes doubled within quotes; a value without
 * quotes and bytes is NULL.
 */
public final class CsvDecoder implements RowDecoder {
    private static final long NEWLINE = ByteSearch.pattern('\n');
    private static final long COMMA = ByteSearch.pattern(',');
    private static final long QUOTE = ByteSearch.pattern('"');

    private final List<String> columns;
    private final RowConsumer consumer;
    private final RowBuffer row;
    private final Damage damage;
    private final PartialRow partial;
    private boolean inQuotes;
    private boolean quotes;
    private long lines;

    /**
     * Decode rows of a table.
     *
     * @param subject where they are, for messages
     * @param columns what the header must name; may be empty: its lines are then empty too
     */
    public CsvDecoder(String subject, List<String> columns, RowConsumer consumer) {
        this.columns = List.copyOf(columns);
        this.consumer = consumer;
        this.row = new RowBuffer(columns.size());
        this.damage = new Damage(subject);
        this.partial = new PartialRow(subject);
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) throws IOException, InterruptedException {
        int limit = offset + length;
        int start = offset;
        while (start < limit) {
            int end = lineEnd(bytes, start, limit);
            if (end == limit) {
                partial.append(bytes, start, limit - start, lines);
                return;
            }
            if (partial.isEmpty()) {
                line(bytes, start, end);
            } else {
                partial.append(bytes, start, end - start, lines);
                line(partial.bytes(lines), 0, partial.length());
                partial.clear();
            }
            quotes = false;
            start = end + 1;
        }
    }

    /** Return where the line ends that may have begun in an earlier piece, or the limit. */
    private int lineEnd(byte[] bytes, int start, int limit) {
        int position = start;
        while (position < limit) {
            if (inQuotes) {
                position = ByteSearch.first(bytes, position, limit, QUOTE);
                if (position == limit) {
                    return limit;
                }
                inQuotes = false;
                position++;
            }
            position = ByteSearch.first(bytes, position, limit, NEWLINE, QUOTE);
            if (position == limit || bytes[position] == '\n') {
                return position;
            }
            inQuotes = true;
            quotes = true;
            position++;
        }
        return limit;
    }

    private void line(byte[] bytes, int start, int end) throws IOException, InterruptedException {
        if (lines == 0) {
            header(bytes, start, end);
            lines = 1;
            return;
        }
        row.start(bytes);
        if (columns.isEmpty()) {
            if (end > start) {
                throw damage.because("row " + lines + " has values and the table has no columns");
            }
        } else {
            if (quotes) {
                quotedValues(row, bytes, start, end);
            } else {
                plainValues(bytes, start, end);
            }
            if (!row.isFull()) {
                throw damage.values(lines, String.valueOf(row.fieldCount()), columns.size());
            }
        }
        lines++;
        consumer.row(row);
    }

    private void header(byte[] bytes, int start, int end) {
        RowBuffer names = new RowBuffer(end - start + 1);
        quotedValues(names, bytes, start, end);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < names.fieldCount(); i++) {
            found.add(names.isNull(i) ? "" : text(names, i));
        }
        List<String> expected = columns.isEmpty() ? List.of("") : columns;
        if (!found.equals(expected)) {
            throw damage.because("the header names " + found + " and not " + expected);
        }
    }

    private static String text(Row names, int field) {
        return new String(names.bytes(), names.offset(field), names.length(field), StandardCharsets.UTF_8);
    }

    private void plainValues(byte[] bytes, int start, int end) {
        if (columns.size() == 1 && end - start == 2 && bytes[start] == '\\' && bytes[start + 1] == '.') {
            throw damage.because("row " + lines + " is the mark \\. that ends data");
        }
        int from = start;
        while (true) {
            int position = ByteSearch.first(bytes, from, end, COMMA);
            add(row, from, position, from == position);
            if (position == end) {
                break;
            }
            from = position + 1;
        }
    }

    private void quotedValues(RowBuffer values, byte[] bytes, int start, int end) {
        values.start(bytes);
        int from = start;
        while (true) {
            int position;
            if (from < end && bytes[from] == '"') {
                position = quoted(values, bytes, from + 1, end);
            } else {
                position = ByteSearch.first(bytes, from, end, COMMA, QUOTE);
                if (position < end && bytes[position] == '"') {
                    throw damage.because("a quote lies within a plain value in row " + lines);
                }
                add(values, from, position, from == position);
            }
            if (position == end) {
                break;
            }
            from = position + 1;
        }
    }

    /** Add the value behind a quote; return where the comma or the end behind its other quote is. */
    private int quoted(RowBuffer values, byte[] bytes, int from, int end) {
        int quote = ByteSearch.first(bytes, from, end, QUOTE);
        int written = quote;
        while (quote + 1 < end && bytes[quote + 1] == '"') {
            bytes[written++] = '"';
            int next = ByteSearch.first(bytes, quote + 2, end, QUOTE);
            int plain = next - (quote + 2);
            System.arraycopy(bytes, quote + 2, bytes, written, plain);
            written += plain;
            quote = next;
        }
        add(values, from, written, false);
        int position = quote + 1;
        if (position > end || (position < end && bytes[position] != ',')) {
            throw damage.because("something follows the closing quote in row " + lines);
        }
        return position;
    }

    private void add(RowBuffer values, int from, int to, boolean isNull) {
        if (values.isFull()) {
            throw damage.values(lines, "more than " + columns.size(), columns.size());
        }
        if (isNull) {
            values.addNull();
        } else {
            values.add(from, to - from);
        }
    }

    @Override
    public long finish() {
        if (!partial.isEmpty()) {
            throw damage.because("they end within row " + lines);
        }
        if (lines == 0) {
            throw damage.because("there is no header");
        }
        return lines - 1;
    }
}
