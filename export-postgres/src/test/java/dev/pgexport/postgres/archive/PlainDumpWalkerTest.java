package dev.pgexport.postgres.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.TableName;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainDumpWalkerTest {
    private static final String END = "--\n-- PostgreSQL database dump complete\n--\n\n";

    @ParameterizedTest
    @ValueSource(strings = {"sample-15.sql", "sample-17.sql"})
    void countsTheRowsOfEachTable(String sample) throws Exception {
        assertThat(walk(Samples.read(sample), Integer.MAX_VALUE).rows()).isEqualTo(Samples.ROWS);
        assertThat(walk(Samples.read(sample), 1).rows()).isEqualTo(Samples.ROWS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sample-15.sql", "sample-17.sql"})
    void everyTruncationIsDetected(String sample) throws Exception {
        byte[] whole = Samples.read(sample);

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> walk(cut, Integer.MAX_VALUE))
                    .as("the first %s bytes", length)
                    .isInstanceOfSatisfying(
                            ExportException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(ExportException.Kind.INTEGRITY));
        }
    }

    @Test
    void whatLooksLikeRowsOrTheEndInsideQuotesIsNeither() throws Exception {
        String inside = "\nCOPY public.fake (a) FROM stdin;\n1\n" + END;

        assertThat(rows("CREATE FUNCTION f() AS $_$" + inside + " $ $_ $$ $_$;\n"))
                .isEmpty();
        assertThat(rows("CREATE FUNCTION f() AS $$" + inside + "$$;\n")).isEmpty();
        assertThat(rows("COMMENT ON TABLE t IS 'it''s" + inside + "\\';\n")).isEmpty();
        assertThat(rows("COMMENT ON TABLE t IS E'it\\'s" + inside + "\\\\';\n")).isEmpty();
        assertThat(rows("CREATE TABLE \"odd\"\"" + inside + "\" ();\n")).isEmpty();
        assertThat(rows("/* a /* nested */" + inside + "*/\n")).isEmpty();
    }

    @Test
    void namesAreReadAsSqlSpellsThem() throws Exception {
        assertThat(rows("COPY \"Odd \"\"Schema\".\"two\nlines (a) FROM stdin;\" (a) FROM stdin;\n1\n2\n\\.\n\n\n"))
                .isEqualTo(Map.of(new TableName("Odd \"Schema", "two\nlines (a) FROM stdin;"), 2L));
    }

    @Test
    void rowsThatGoThroughThePartitionedTableAreThoseOfThePartition() throws Exception {
        String dump = """
            --
            -- Data for Name: orders_1; Type: TABLE DATA; Schema: public; Owner: app
            --

            -- load via partition root public.orders
            COPY public.orders (a) FROM stdin;
            1
            \\.


            """;

        assertThat(rows(dump)).isEqualTo(Map.of(new TableName("public", "orders_1"), 1L));
    }

    @Test
    void namesAreInTheEncodingOfTheDump() throws Exception {
        byte[] dump = ("SET client_encoding = 'LATIN1';\nCOPY public.\"ümlaut\" (a) FROM stdin;\n\\.\n\n\n" + END)
                .getBytes(StandardCharsets.ISO_8859_1);

        assertThat(walk(dump, 7).rows()).isEqualTo(Map.of(new TableName("public", "ümlaut"), 0L));
    }

    @Test
    void aRestrictedDumpEndsByLiftingTheRestriction() throws Exception {
        String begin = "--\n-- PostgreSQL database dump\n--\n\n\\restrict token\n\n";

        assertThat(walk((begin + END + "\\unrestrict token\n\n").getBytes(StandardCharsets.UTF_8), 3)
                        .rows())
                .isEmpty();
        assertThatThrownBy(() -> walk((begin + END).getBytes(StandardCharsets.UTF_8), 3))
                .hasMessageContaining("missing or added after its closing line");
    }

    private static Map<TableName, Long> rows(String dump) throws Exception {
        byte[] bytes = (dump + END).getBytes(StandardCharsets.UTF_8);
        Map<TableName, Long> rows = walk(bytes, Integer.MAX_VALUE).rows();
        assertThat(walk(bytes, 1).rows()).isEqualTo(rows);
        return rows;
    }

    private static DumpContents walk(byte[] dump, int pieces) throws Exception {
        PlainDumpWalker walker = new PlainDumpWalker();
        for (int offset = 0; offset < dump.length; offset += Math.min(pieces, dump.length - offset)) {
            walker.accept(dump, offset, Math.min(pieces, dump.length - offset));
        }
        return walker.finish();
    }
}
