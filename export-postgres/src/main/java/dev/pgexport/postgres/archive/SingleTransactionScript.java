package dev.pgexport.postgres.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * A dump in plain SQL without the BEGIN and COMMIT that pg_dump puts around large objects, so that whoever runs it can have
 * all of it in one transaction; and without what else is to be left out.
 */
public final class SingleTransactionScript extends InputStream {
    private static final int BUFFER = 64 * 1024;

    /** What is looked for is shorter: at the most a hundred types of arguments, each a schema and a name, and a role. */
    private static final int LONGEST_HELD = 64 * 1024;

    private static final int LONGEST_NAMES = 1024;

    private enum Part {
        SQL,
        /** Between COPY's semicolon and the end of its line. */
        BEFORE_ROWS,
        ROWS
    }

    private final InputStream script;
    private final Set<OmittableStatement> leftOut;
    private final SqlScanner scanner = new SqlScanner(LONGEST_NAMES);
    private final CopyBlock block = new CopyBlock();
    private final byte[] input = new byte[BUFFER];
    private final byte[] output = new byte[BUFFER + LONGEST_HELD];
    private Part part = Part.SQL;

    /** Where the next byte to hand out is, where those that may be handed out end, and where all do. */
    private int position;

    private int limit;
    private int end;

    /** Where the statement begins that is being read, -1 when that was handed out. */
    private int statement;

    private boolean ended;

    /** @param script the dump; closed with this */
    public SingleTransactionScript(InputStream script, Set<OmittableStatement> leftOut) {
        this.script = script;
        this.leftOut = Set.copyOf(leftOut);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (position == limit) {
            if (ended) {
                return -1;
            }
            fill();
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(output, position, buffer, offset, count);
        position += count;
        return count;
    }

    private void fill() throws IOException {
        System.arraycopy(output, limit, output, 0, end - limit);
        statement = statement < 0 ? -1 : statement - limit;
        end -= limit;
        position = 0;
        int count = script.read(input);
        if (count < 0) {
            ended = true;
            limit = end;
            return;
        }
        for (int i = 0; i < count; ) {
            i = part == Part.ROWS ? rows(i, count) : sql(i);
        }
        boolean held = part == Part.SQL && statement >= 0 && end - statement <= LONGEST_HELD;
        limit = held ? statement : end;
        if (!held) {
            statement = -1;
        }
    }

    private int rows(int from, int count) {
        int next = block.read(input, from, count);
        System.arraycopy(input, from, output, end, next - from);
        end += next - from;
        if (block.isComplete()) {
            block.reset();
            part = Part.SQL;
            statement = end;
        }
        return next;
    }

    private int sql(int from) {
        byte next = input[from];
        output[end++] = next;
        if (part == Part.BEFORE_ROWS) {
            part = next == '\n' ? Part.ROWS : Part.BEFORE_ROWS;
        } else if (scanner.take(next)) {
            ended(scanner.kind(), scanner.text());
        }
        return from + 1;
    }

    private void ended(SqlScanner.Kind kind, String text) {
        if (kind == SqlScanner.Kind.STATEMENT) {
            if (text.startsWith("SET standard_conforming_strings = off")) {
                scanner.escapeAllStrings();
            } else if (text.startsWith("COPY ") && text.endsWith(" FROM stdin;")) {
                part = Part.BEFORE_ROWS;
            } else if (statement >= 0 && (text.equals("BEGIN;") || text.equals("COMMIT;") || isLeftOut())) {
                end = statement;
            }
        }
        statement = end;
    }

    /** Of a long statement the scanner has the beginning and the end alone. */
    private boolean isLeftOut() {
        if (leftOut.isEmpty()) {
            return false;
        }
        String whole = new String(output, statement, end - statement, StandardCharsets.ISO_8859_1).strip();
        return leftOut.stream().anyMatch(kind -> kind.matches(whole));
    }

    @Override
    public void close() throws IOException {
        script.close();
    }
}
