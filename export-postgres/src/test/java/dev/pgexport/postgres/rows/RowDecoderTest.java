package dev.pgexport.postgres.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Arrays.asList;
import static java.util.Collections.singletonList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.read.RowConsumer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowDecoderTest {
    private static final byte[] BINARY_HEADER = "PGCOPY\n\u00ff\r\n\0\0\0\0\0\0\0\0\0".getBytes(ISO_8859_1);

    @Test
    void csvValueWithoutQuotesAndBytesIsNullAndOneWithQuotesIsNot() throws Exception {
        assertThat(csv(List.of("a", "b", "c"), "a,b,c\n,\"\",x\n\"\",,\n"))
                .containsExactly(asList(null, "", "x"), asList("", null, null));
    }

    @Test
    void csvValuesMayHoldQuotesCommasAndLineEnds() throws Exception {
        assertThat(csv(
                        List.of("a", "b"),
                        "a,b\n\"say \"\"hi\"\"\",\"1,\r\n2\"\n\"\"\"\",\"\"\"\"\"\"\nplain text,\\N\n"))
                .containsExactly(asList("say \"hi\"", "1,\r\n2"), asList("\"", "\"\""), asList("plain text", "\\N"));
    }

    @Test
    void csvOfOneColumnTellsNullFromEmptyAndKnowsTheQuotedMark() throws Exception {
        assertThat(csv(List.of("a"), "a\n\n\"\"\n\"\\.\"\n"))
                .containsExactly(singletonList(null), List.of(""), List.of("\\."));
    }

    @Test
    void csvHeaderIsComparedByNameAsWritten() throws Exception {
        assertThat(csv(List.of("a \"b\"", "c,\nd", "ü"), "\"a \"\"b\"\"\",\"c,\nd\",ü\n1,2,3\n"))
                .containsExactly(List.of("1", "2", "3"));
    }

    @Test
    void csvOfATableWithoutColumnsHasEmptyLines() throws Exception {
        assertThat(csv(List.of(), "\n\n\n")).containsExactly(List.of(), List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a,b",
                "a,b\n1,2",
                "a,b\n1,\"2",
                "a,b\n1,\"2\n",
                "a,b\n1,\"2\"",
                "a,b\n1\n",
                "a,b\n1,2,3\n",
                "a,b\n\"1\",2,3\n",
                "a,b\n\"1\"\n",
                "a,b\n1,2\"\n",
                "a,b\n1,2\"\"\n",
                "a,b\n1,\"2\"3\n",
                "a,b\n\"1\"x2\n",
                "a,b\n1,\"2\" ,\"\"\n",
                "a,b\n\n",
                "a,b\n\\.\n",
                "b,a\n",
                "a\n",
                "a,b,c\n",
                "1,2\n",
                "\n"
            })
    void csvThatIsNotWholeIsRefused(String csv) {
        refused(() -> csv(List.of("a", "b"), csv));
    }

    @Test
    void csvQuoteWithinAPlainValueIsRefused() {
        refused(() -> csv(List.of("a", "b", "c"), "a,b,c\n1\"x\"y\n"));
    }

    @Test
    void csvMarkThatEndsDataIsNoValue() {
        refused(() -> csv(List.of("a"), "a\n1\n\\.\n"));
    }

    @Test
    void damageSaysWhereAndInWhichRow() {
        assertThatThrownBy(() -> csv(List.of("a", "b"), "a,b\n1,2\n3,\"4\n5\"\n6\n"))
                .hasMessage("here: the rows are not whole: row 3 has 1 values for 2 columns");
        assertThatThrownBy(() -> text(2, "1\t2\n3\t4\t5\n"))
                .hasMessage("here: the rows are not whole: row 2 has more than 2 values for 2 columns");
        assertThatThrownBy(() -> csv(List.of("a", "b"), "b,a\n"))
                .hasMessage("here: the rows are not whole: the header names [b, a] and not [a, b]");
    }

    @Test
    void textEscapesAreUndone() throws Exception {
        assertThat(text(2, "\\\\\t\\b\\f\\n\\r\\t\\v\nplain\tx\\\\y\\\\\\nz\\\\\n"))
                .containsExactly(asList("\\", "\b\f\n\r\t\u000B"), asList("plain", "x\\y\\\nz\\"));
    }

    @Test
    void textNullIsNotEmptyAndNotTheLetters() throws Exception {
        assertThat(text(3, "\\N\t\t\\\\N\nN\t\\N\t\\N\n"))
                .containsExactly(asList(null, "", "\\N"), asList("N", null, null));
    }

    @Test
    void textOfOneColumnMayBeEmptyOrLookLikeTheMark() throws Exception {
        assertThat(text(1, "\n\\N\n\\\\.\n")).containsExactly(List.of(""), singletonList(null), List.of("\\."));
    }

    @Test
    void textOfATableWithoutColumnsHasEmptyLines() throws Exception {
        assertThat(text(0, "\n\n")).containsExactly(List.of(), List.of());
        refused(() -> text(0, "\nx\n"));
    }

    @Test
    void textInADumpEndsAtTheMark() throws Exception {
        assertThat(dump(1, "1\n\\\\.\n\\.\n\n\n")).containsExactly(List.of("1"), List.of("\\."));
        assertThat(dump(0, "\n\n\\.\n")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1\t",
                "1\t2",
                "1\n",
                "1\t2\t3\n",
                "1\t2\\\n",
                "1\t2\n\\.\n",
                "1\t\\x41\n",
                "1\t\\Nx\n",
                "1\tx\\N\n",
                "\\Nx2\n",
                "\\Nx\t2\n",
                "\\.\t2\n",
                "\n"
            })
    void textThatIsNotWholeIsRefused(String text) {
        refused(() -> text(2, text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1\n", "1\n\\.", "1\n\\.\n2\n", "1\n\\.\n\\.\n", "\\.x\n"})
    void dumpThatIsNotWholeIsRefused(String text) {
        refused(() -> dump(1, text));
    }

    @Test
    void binaryValuesHaveAnyBytesAndNullIsNotEmpty() throws Exception {
        byte[] rows = joined(BINARY_HEADER, tuple("a\0\n", null), tuple("", "\"\\"), trailer());

        assertThat(binary(2, rows)).containsExactly(asList("a\0\n", null), asList("", "\"\\"));
    }

    @Test
    void binaryExtensionOfTheHeaderIsPassedOver() throws Exception {
        byte[] header = BINARY_HEADER.clone();
        header[header.length - 1] = 3;

        assertThat(binary(1, joined(header, new byte[] {9, 9, 9}, tuple("x"), trailer())))
                .containsExactly(List.of("x"));
    }

    @Test
    void binaryOfATableWithoutColumnsHasRowsWithoutValues() throws Exception {
        assertThat(binary(0, joined(BINARY_HEADER, tuple(), tuple(), trailer())))
                .hasSize(2);
    }

    @Test
    void binaryThatWasCutAnywhereIsRefused() {
        byte[] whole = joined(BINARY_HEADER, tuple("abc", null), tuple("", "x"), trailer());
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            refused(() -> binary(2, cut));
        }
    }

    @Test
    void binaryWithDamageIsRefused() {
        refused(() -> binary(2, joined(BINARY_HEADER, tuple("x"), trailer())));
        refused(() -> binary(1, joined(BINARY_HEADER, tuple("x"), trailer(), new byte[1])));
        byte[] signature = BINARY_HEADER.clone();
        signature[10] = 1;
        refused(() -> binary(1, joined(signature, trailer())));
        byte[] flags = BINARY_HEADER.clone();
        flags[11] = 1;
        refused(() -> binary(1, joined(flags, trailer())));
        byte[] extension = BINARY_HEADER.clone();
        extension[15] = -1;
        refused(() -> binary(1, joined(extension, trailer())));
        refused(() -> binary(1, joined(BINARY_HEADER, new byte[] {0, 1, -1, -1, -1, -2}, trailer())));
        refused(() -> binary(1, joined(BINARY_HEADER, new byte[] {0, 1, 0x7f, -1, -1, -1}, trailer())));
    }

    @Test
    void everyByteSurvivesEveryFormat() throws Exception {
        StringBuilder all = new StringBuilder();
        for (int character = 1; character < 0x250; character++) {
            all.append((char) character);
        }
        String value = all + "漢字😀";
        String quoted = '"' + value.replace("\"", "\"\"") + '"';
        String escaped = value.replace("\\", "\\\\")
                .replace("\b", "\\b")
                .replace("\f", "\\f")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t")
                .replace("\u000B", "\\v");

        assertThat(csv(List.of("a", "b"), "a,b\n" + quoted + ",1\n")).containsExactly(List.of(value, "1"));
        assertThat(text(2, "1\t" + escaped + "\n")).containsExactly(List.of("1", value));
        assertThat(binary(1, joined(BINARY_HEADER, tuple(value), trailer()))).containsExactly(List.of(value));
    }

    private interface Decoding {
        List<List<String>> run() throws Exception;
    }

    private static void refused(Decoding decoding) {
        assertThatThrownBy(decoding::run).isInstanceOfSatisfying(ExportException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.INTEGRITY);
            assertThat(e).hasMessageStartingWith("here: ");
        });
    }

    private static List<List<String>> csv(List<String> columns, String csv) throws Exception {
        return decode(consumer -> new CsvDecoder("here", columns, consumer), csv.getBytes(UTF_8));
    }

    private static List<List<String>> text(int columns, String text) throws Exception {
        return decode(consumer -> TextDecoder.of("here", columns, consumer), text.getBytes(UTF_8));
    }

    private static List<List<String>> dump(int columns, String text) throws Exception {
        return decode(consumer -> TextDecoder.untilMark("here", columns, consumer), text.getBytes(UTF_8));
    }

    private static List<List<String>> binary(int columns, byte[] bytes) throws Exception {
        return decode(consumer -> new BinaryDecoder("here", columns, bytes.length, consumer), bytes);
    }

    /** Decode bytes that come at once, and in pieces of every small size: what is found must not depend on them. */
    private static List<List<String>> decode(Function<RowConsumer, RowDecoder> decoders, byte[] bytes)
            throws Exception {
        List<List<String>> one = decode(decoders, bytes, 1);
        for (int piece : new int[] {2, 3, 5, 8, 13, 64}) {
            assertThat(decode(decoders, bytes, piece)).isEqualTo(one);
        }
        assertThat(decode(decoders, bytes, Math.max(1, bytes.length))).isEqualTo(one);
        return one;
    }

    private static List<List<String>> decode(Function<RowConsumer, RowDecoder> decoders, byte[] bytes, int piece)
            throws Exception {
        RowTexts texts = new RowTexts();
        RowDecoder decoder = decoders.apply(texts);
        byte[] buffer = new byte[piece + 2];
        for (int offset = 0; offset < bytes.length; offset += piece) {
            int count = Math.min(piece, bytes.length - offset);
            Arrays.fill(buffer, (byte) '\n');
            System.arraycopy(bytes, offset, buffer, 1, count);
            decoder.accept(buffer, 1, count);
        }
        assertThat(decoder.finish()).isEqualTo(texts.rows().size());
        return texts.rows();
    }

    private static byte[] tuple(String... values) {
        byte[] tuple = {0, (byte) values.length};
        for (String value : values) {
            byte[] bytes = value == null ? new byte[0] : value.getBytes(UTF_8);
            int length = value == null ? -1 : bytes.length;
            tuple = joined(
                    tuple,
                    new byte[] {(byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8), (byte) length},
                    bytes);
        }
        return tuple;
    }

    private static byte[] trailer() {
        return new byte[] {-1, -1};
    }

    private static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] joined = new byte[length];
        int position = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, position, part.length);
            position += part.length;
        }
        return joined;
    }
}
