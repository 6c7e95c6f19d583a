package dev.pgexport.postgres.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.TableName;
import dev.pgexport.api.read.FieldFormat;
import dev.pgexport.api.read.Row;
import dev.pgexport.api.read.RowConsumer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A row is in memory once, but for the moment in which its array grows: the tests' JVM has 512 MiB. */
class LargeRowTest {
    private static final int PIECE = 256 * 1024;
    private static final int PIECES = 800;
    private static final long VALUE = (long) PIECE * PIECES;

    @Test
    void csvRowsOf200MegabytesFit() throws Exception {
        Lengths lengths = new Lengths();
        CsvDecoder decoder = new CsvDecoder("here", List.of("a", "b"), lengths);

        accept(decoder, "a,b\n");
        for (int row = 0; row < 2; row++) {
            accept(decoder, "1,\"");
            value(decoder);
            accept(decoder, "\"\n");
        }

        assertThat(decoder.finish()).isEqualTo(2);
        assertThat(lengths.bytes).isEqualTo(2 * (VALUE + 1));
    }

    @Test
    void textRowsOf200MegabytesFit() throws Exception {
        Lengths lengths = new Lengths();
        TextDecoder decoder = TextDecoder.of("here", 2, lengths);

        for (int row = 0; row < 2; row++) {
            accept(decoder, "1\t");
            value(decoder);
            accept(decoder, "\n");
        }

        assertThat(decoder.finish()).isEqualTo(2);
        assertThat(lengths.bytes).isEqualTo(2 * (VALUE + 1));
    }

    @Test
    void binaryRowsOf200MegabytesFit() throws Exception {
        Lengths lengths = new Lengths();
        BinaryDecoder decoder = new BinaryDecoder("here", 1, Long.MAX_VALUE, lengths);

        accept(decoder, "PGCOPY\n\u00ff\r\n\0\0\0\0\0\0\0\0\0");
        for (int row = 0; row < 2; row++) {
            int length = (int) VALUE;
            byte[] head = {0, 1, (byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8), (byte) length};
            decoder.accept(head, 0, head.length);
            value(decoder);
        }
        accept(decoder, "\u00ff\u00ff");

        assertThat(decoder.finish()).isEqualTo(2);
        assertThat(lengths.bytes).isEqualTo(2 * VALUE);
    }

    @Test
    void rowThatMemoryDoesNotHoldSaysSo() {
        TextDecoder decoder = TextDecoder.of("here", 1, new Lengths());

        assertThatThrownBy(() -> {
                    for (long bytes = 0; bytes < 2 * Runtime.getRuntime().maxMemory(); bytes += VALUE) {
                        value(decoder);
                    }
                })
                .isInstanceOfSatisfying(ExportException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.CONFIGURATION);
                    assertThat(e).hasMessageStartingWith("here: row 1 is too big for");
                });
    }

    private static void value(RowDecoder decoder) throws Exception {
        byte[] piece = new byte[PIECE];
        Arrays.fill(piece, (byte) 'x');
        for (int i = 0; i < PIECES; i++) {
            decoder.accept(piece, 0, PIECE);
        }
    }

    private static void accept(RowDecoder decoder, String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        decoder.accept(bytes, 0, bytes.length);
    }

    private static final class Lengths implements RowConsumer {
        private long bytes;

        @Override
        public void table(TableName table, List<String> columns, FieldFormat format) {}

        @Override
        public void row(Row row) {
            for (int field = 0; field < row.fieldCount(); field++) {
                bytes += row.length(field);
            }
        }
    }
}
