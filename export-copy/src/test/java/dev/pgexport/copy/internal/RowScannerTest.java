package dev.pgexport.copy.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowScannerTest {
    private static final byte[] BINARY_ROW = {0, 2, 0, 0, 0, 1, 'x', -1, -1, -1, -1};

    @Test
    void csvCountsRowsWhoseValuesHaveLineFeedsAndQuotes() {
        assertThat(csv(List.of("a", "b"), "a,b\n1,\"x\ny\"\n\"\"\"\",\"\"\n,\n"))
                .isEqualTo(3);
    }

    @Test
    void csvHeaderMayNeedQuotes() {
        assertThat(csv(List.of("a \"b\"", "c,\nd"), "\"a \"\"b\"\"\",\"c,\nd\"\n"))
                .isZero();
    }

    @Test
    void csvOfATableWithoutColumnsHasEmptyLines() {
        assertThat(csv(List.of(), "\n\n\n")).isEqualTo(2);
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
                "a,b\n1,2\"\n",
                "a,b\n1,\"2\"3\n",
                "b,a\n",
                "1,2\n",
                "\n"
            })
    void csvThatIsNotWholeIsRefused(String csv) {
        assertThatThrownBy(() -> csv(List.of("a", "b"), csv)).isInstanceOf(ExportException.class);
    }

    @Test
    void textCountsLines() {
        assertThat(text(2, "1\t\\N\nline\\nfeed\t\\\\\n\\\\.\t\n")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1\t", "1\t2", "1\n", "1\t2\t3\n", "1\t2\\\n", "1\t2\n\\.\n"})
    void textThatIsNotWholeIsRefused(String text) {
        assertThatThrownBy(() -> text(2, text)).isInstanceOf(ExportException.class);
    }

    @Test
    void binaryCountsTuples() {
        assertThat(scan(new BinaryScanner(2), binary(3))).isEqualTo(3);
    }

    @Test
    void binaryThatWasCutAnywhereIsRefused() {
        byte[] whole = binary(2);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> scan(new BinaryScanner(2), cut))
                    .as("%s of %s bytes", length, whole.length)
                    .isInstanceOf(ExportException.class);
        }
    }

    @Test
    void binaryOfOtherColumnsOrWithSomethingBehindTheTrailerIsRefused() {
        assertThatThrownBy(() -> scan(new BinaryScanner(3), binary(1))).isInstanceOf(ExportException.class);
        assertThatThrownBy(() -> scan(new BinaryScanner(2), Arrays.copyOf(binary(1), binary(1).length + 1)))
                .isInstanceOf(ExportException.class);
    }

    private static long csv(List<String> columns, String csv) {
        return scan(new CsvScanner(columns), csv.getBytes(UTF_8));
    }

    private static long text(int columns, String text) {
        return scan(new TextScanner(columns), text.getBytes(UTF_8));
    }

    /** Scan bytes that come one by one: what is found must not depend on the pieces. */
    private static long scan(RowScanner scanner, byte[] bytes) {
        for (byte b : bytes) {
            scanner.accept(new byte[] {b, 'x'}, 1);
        }
        return scanner.finish();
    }

    private static byte[] binary(int rows) {
        byte[] head = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', -1, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0};
        byte[] bytes = Arrays.copyOf(head, head.length + rows * BINARY_ROW.length + 2);
        for (int i = 0; i < rows; i++) {
            System.arraycopy(BINARY_ROW, 0, bytes, head.length + i * BINARY_ROW.length, BINARY_ROW.length);
        }
        Arrays.fill(bytes, bytes.length - 2, bytes.length, (byte) -1);
        return bytes;
    }
}
