package dev.pgexport.postgres.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.TableName;
import dev.pgexport.postgres.rows.RowTexts;
import dev.pgexport.postgres.rows.TextDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows come from a dump as they are, in the columns that the dump says. */
class DumpRowsTest {
    private static final String END = "--\n-- PostgreSQL database dump complete\n--\n\n";

    @ParameterizedTest
    @ValueSource(strings = {"sample-15", "sample-17"})
    void archiveAndSqlHaveTheSameRowsInTheSameColumns(String sample) throws Exception {
        Map<CopyHeader, List<List<String>>> archive = read(ArchiveWalker::new, Samples.read(sample + ".dump"), 7);
        Map<CopyHeader, List<List<String>>> sql = read(PlainDumpWalker::new, Samples.read(sample + ".sql"), 7);

        assertThat(archive).isEqualTo(sql);
        Map<TableName, Long> counts = new HashMap<>();
        archive.forEach((header, rows) -> counts.put(header.table(), (long) rows.size()));
        assertThat(counts).isEqualTo(Samples.ROWS);
        assertThat(read(ArchiveWalker::new, Samples.read(sample + ".dump"), 100_000))
                .isEqualTo(archive);
        assertThat(read(PlainDumpWalker::new, Samples.read(sample + ".sql"), 100_000))
                .isEqualTo(sql);
    }

    @Test
    void columnsAreReadAsSqlSpellsThem() {
        assertThat(CopyStatement.columns("COPY public.t (a, \"b, c\", \"d)\"\"\", _e1, \"ü\n\") FROM stdin;"))
                .containsExactly("a", "b, c", "d)\"", "_e1", "ü\n");
        assertThat(CopyStatement.columns("COPY \"a (b\".\"c (d, e)\" (f) FROM stdin;\n"))
                .containsExactly("f");
        assertThat(CopyStatement.columns("COPY public.t  FROM stdin;")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"COPY public.t (a, b", "COPY public.t (a b) FROM stdin;", "COPY public.t () FROM stdin;", "x"})
    void statementOfAnotherFormIsRefused(String statement) {
        assertThatThrownBy(() -> CopyStatement.columns(statement)).isInstanceOf(ExportException.class);
    }

    @Test
    void manyColumnsWithLongNamesAreAllRead() throws Exception {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < 1600; i++) {
            columns.add(String.format("%063d", i));
        }
        String sql = "COPY public.wide (\"" + String.join("\", \"", columns) + "\") FROM stdin;\n\\.\n\n\n" + END;

        Map<CopyHeader, List<List<String>>> read =
                read(PlainDumpWalker::new, sql.getBytes(StandardCharsets.UTF_8), 1000);

        assertThat(read.keySet().iterator().next().columns()).isEqualTo(columns);
    }

    @Test
    void rowsThatNobodyWantsAreCountedAlone() throws Exception {
        ArchiveWalker walker = new ArchiveWalker(header -> Optional.empty());
        byte[] dump = Samples.read("sample-17.dump");
        byte[] untouched = dump.clone();

        walker.accept(dump, 0, dump.length);

        assertThat(walker.finish().rows()).isEqualTo(Samples.ROWS);
        assertThat(Arrays.equals(dump, untouched)).isTrue();
    }

    private static Map<CopyHeader, List<List<String>>> read(
            Function<DumpRows, DumpWalker> walkers, byte[] dump, int pieces) throws Exception {
        Map<CopyHeader, List<List<String>>> read = new HashMap<>();
        DumpWalker walker = walkers.apply(header -> {
            RowTexts texts = new RowTexts();
            read.put(header, texts.rows());
            return Optional.of(TextDecoder.untilMark("here", header.columns().size(), texts));
        });
        for (int offset = 0; offset < dump.length; offset += pieces) {
            walker.accept(dump, offset, Math.min(pieces, dump.length - offset));
        }
        walker.finish();
        return read;
    }
}
