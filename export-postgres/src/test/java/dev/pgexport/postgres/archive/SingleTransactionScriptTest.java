package dev.pgexport.postgres.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SingleTransactionScriptTest {
    private static final String ROWS = "COPY public.t (words) FROM stdin;\nBEGIN;\nCOMMIT;\n\\.\n";
    private static final String FUNCTION =
            "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$\nBEGIN\nCOMMIT;\nEND $$;\n-- COMMIT;\nSELECT 'BEGIN;';\n";

    /** Gives a few bytes at a time. */
    private static InputStream inPieces(String text, int size) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, size));
            }
        };
    }

    private static String filtered(String script, int size) throws IOException {
        try (InputStream in = new SingleTransactionScript(inPieces(script, size))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100_000})
    void transactionsAreLeftOut(int size) throws IOException {
        assertThat(filtered("SELECT 1;\n\nBEGIN;\n\nSELECT 2;\n\nCOMMIT;\nSELECT 3;\n", size))
                .isEqualTo("SELECT 1;\n\nSELECT 2;\nSELECT 3;\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100_000})
    void whatOnlyLooksLikeThemStays(int size) throws IOException {
        String script = FUNCTION + ROWS + FUNCTION + "x".repeat(1000) + ";\n" + ROWS;

        assertThat(filtered(script, size)).isEqualTo(script);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100_000})
    void theyAreLeftOutAfterRowsToo(int size) throws IOException {
        assertThat(filtered(ROWS + "\nBEGIN;\n" + "SELECT '" + "y".repeat(100_000) + "';\nCOMMIT;\n--\n", size))
                .isEqualTo(ROWS + "\nSELECT '" + "y".repeat(100_000) + "';\n--\n");
    }
}
