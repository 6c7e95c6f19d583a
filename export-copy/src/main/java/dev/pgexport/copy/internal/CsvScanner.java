package dev.pgexport.copy.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Follows CSV as COPY writes it: a header line, lines ended by a line feed, quotes doubled within quotes. */
final class CsvScanner implements RowScanner {
    private enum State {
        FIELD_START,
        PLAIN,
        QUOTED,
        QUOTE_IN_QUOTED
    }

    private final List<String> columns;
    private final List<String> header = new ArrayList<>();
    private final ByteArrayOutputStream headerField = new ByteArrayOutputStream();
    private State state = State.FIELD_START;
    private int commas;
    private boolean inLine;
    private long lines;

    /**
     * Follow rows of a table.
     *
     * @param columns what the header must name; may be empty: its lines are then empty too
     */
    CsvScanner(List<String> columns) {
        this.columns = List.copyOf(columns);
    }

    @Override
    public void accept(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            step(bytes[i]);
        }
    }

    private void step(byte b) {
        inLine = true;
        switch (state) {
            case QUOTED -> {
                if (b == '"') {
                    state = State.QUOTE_IN_QUOTED;
                } else {
                    keep(b);
                }
            }
            case QUOTE_IN_QUOTED -> {
                if (b == '"') {
                    state = State.QUOTED;
                    keep(b);
                } else if (!endsField(b)) {
                    throw Damage.because("something follows the closing quote in line " + (lines + 1));
                }
            }
            case FIELD_START -> {
                if (b == '"') {
                    state = State.QUOTED;
                } else if (!endsField(b)) {
                    state = State.PLAIN;
                    keep(b);
                }
            }
            case PLAIN -> {
                if (b == '"') {
                    throw Damage.because("a quote lies within a plain value in line " + (lines + 1));
                } else if (!endsField(b)) {
                    keep(b);
                }
            }
        }
    }

    private void keep(byte b) {
        if (lines == 0) {
            headerField.write(b);
        }
    }

    private boolean endsField(byte b) {
        if (b != ',' && b != '\n') {
            return false;
        }
        if (lines == 0) {
            header.add(headerField.toString(StandardCharsets.UTF_8));
            headerField.reset();
        }
        state = State.FIELD_START;
        if (b == ',') {
            commas++;
        } else {
            endLine();
        }
        return true;
    }

    private void endLine() {
        if (lines == 0) {
            List<String> expected = columns.isEmpty() ? List.of("") : columns;
            if (!header.equals(expected)) {
                throw Damage.because("the header names " + header + " and not " + expected);
            }
        } else if (commas != Math.max(columns.size() - 1, 0)) {
            throw Damage.because(
                    "line " + (lines + 1) + " has " + (commas + 1) + " values for " + columns.size() + " columns");
        }
        commas = 0;
        inLine = false;
        lines++;
    }

    @Override
    public long finish() {
        if (inLine) {
            throw Damage.because("they end within line " + (lines + 1));
        }
        if (lines == 0) {
            throw Damage.because("there is no header");
        }
        return lines - 1;
    }
}
