package dev.pgexport.postgres.archive;

import dev.pgexport.api.TableName;
import dev.pgexport.postgres.rows.RowDecoder;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Follows a dump in plain SQL: counts the rows of its COPY blocks and looks for the line that closes it.
 *
 * <p>The text is read as SQL, since a function's body may hold lines that look like either. What is held in memory grows
 * with the number of tables, never with the data.
 */
public final class PlainDumpWalker implements DumpWalker {
    private static final String CLOSING = " PostgreSQL database dump complete";
    private static final String VIA_ROOT = " load via partition root ";
    private static final int LONGEST_END = 4096;

    /** What a statement is known by, and the names of its table. */
    private static final int LONGEST_NAMES = 1024;

    /** A table has at most 1,600 columns, each with a name of up to 63 bytes, any of which may be a doubled quote. */
    private static final int LONGEST_COPY = 1 << 18;

    private enum Part {
        SQL,
        /** Between COPY's semicolon and the end of its line. */
        BEFORE_ROWS,
        ROWS,
        END
    }

    private final SqlScanner scanner;
    private final Optional<DumpRows> wanted;
    private final CopyBlock block = new CopyBlock();
    private final StringBuilder end = new StringBuilder();
    private final Map<TableName, Long> rows = new HashMap<>();
    private Part part = Part.SQL;
    private Charset charset = StandardCharsets.UTF_8;
    private Optional<TableName> table = Optional.empty();
    private Optional<RowDecoder> decoder = Optional.empty();
    private Optional<TableName> announced = Optional.empty();
    private boolean viaRoot;
    private Optional<String> restriction = Optional.empty();

    /** Follow a dump whose rows are only counted. */
    public PlainDumpWalker() {
        this(Optional.empty());
    }

    /** Follow a dump whose rows are wanted. */
    public PlainDumpWalker(DumpRows rows) {
        this(Optional.of(rows));
    }

    private PlainDumpWalker(Optional<DumpRows> wanted) {
        this.wanted = wanted;
        this.scanner = new SqlScanner(wanted.isPresent() ? LONGEST_COPY : LONGEST_NAMES);
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) throws IOException, InterruptedException {
        int limit = offset + length;
        int position = offset;
        while (position < limit) {
            switch (part) {
                case SQL -> {
                    if (scanner.take(bytes[position++])) {
                        found(scanner.kind(), scanner.text());
                    }
                }
                case BEFORE_ROWS -> {
                    if (bytes[position++] == '\n') {
                        part = Part.ROWS;
                    }
                }
                case ROWS -> {
                    int start = position;
                    position = block.read(bytes, start, limit);
                    if (decoder.isPresent()) {
                        decoder.get().accept(bytes, start, position - start);
                    }
                    if (block.isComplete()) {
                        closeBlock();
                    }
                }
                case END -> end(bytes[position++]);
            }
        }
    }

    private void found(SqlScanner.Kind kind, String text) throws IOException, InterruptedException {
        switch (kind) {
            case STATEMENT -> statement(text);
            case COMMENT -> comment(text);
            case COMMAND -> {
                if (text.startsWith("\\restrict ")) {
                    restriction = Optional.of(text.substring("\\restrict ".length()));
                }
            }
        }
    }

    private void statement(String text) throws IOException, InterruptedException {
        if (text.startsWith("SET client_encoding = ")) {
            charset = ServerEncoding.charset(text);
        } else if (text.startsWith("SET standard_conforming_strings = off")) {
            scanner.escapeAllStrings();
        } else if (text.startsWith("COPY ") && text.endsWith(" FROM stdin;")) {
            copy(decode(text));
            part = Part.BEFORE_ROWS;
        }
        viaRoot = false;
    }

    private void copy(String statement) throws IOException, InterruptedException {
        TableName named = CopyStatement.table(statement);
        TableName owner = viaRoot ? announced.orElse(named) : named;
        table = Optional.of(owner);
        decoder = wanted.isPresent()
                ? wanted.get().open(new CopyHeader(owner, CopyStatement.columns(statement), charset))
                : Optional.empty();
    }

    private void comment(String text) {
        if (text.equals(CLOSING)) {
            part = Part.END;
        } else if (text.startsWith(VIA_ROOT)) {
            viaRoot = true;
        } else {
            CopyStatement.announced(decode(text)).ifPresent(name -> announced = Optional.of(name));
        }
    }

    private String decode(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), charset);
    }

    private void closeBlock() {
        long count = block.reset();
        table.ifPresent(name -> rows.merge(name, count, Long::sum));
        decoder.ifPresent(RowDecoder::finish);
        decoder = Optional.empty();
        table = Optional.empty();
        part = Part.SQL;
    }

    private void end(byte next) {
        if (end.length() == LONGEST_END) {
            throw IncompleteDump.because("it goes on after its closing line");
        }
        end.append((char) (next & 0xFF));
    }

    @Override
    public DumpContents finish() {
        if (part != Part.END) {
            throw IncompleteDump.because(
                    table.map(name -> "it ends within the rows of " + name).orElse("its closing line is missing"));
        }
        String expected = "--\n\n"
                + restriction.map(token -> "\\unrestrict " + token + "\n\n").orElse("");
        if (!expected.contentEquals(end)) {
            throw IncompleteDump.because("something is missing or added after its closing line");
        }
        return new DumpContents(rows, 0);
    }
}
