package dev.pgexport.postgres.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
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

    private static String filtered(String script, int size, OmittableStatement... leftOut) throws IOException {
        try (InputStream in = new SingleTransactionScript(inPieces(script, size), Set.of(leftOut))) {
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

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100_000})
    void ownersAreLeftOut(int size) throws IOException {
        String longest = "ALTER FUNCTION public.f(" + "text, ".repeat(5_000) + "text) OWNER TO somebody;\n";

        assertThat(filtered(
                        "SELECT 1;\n\nALTER TABLE public.t OWNER TO somebody;\n" + ROWS
                                + "ALTER TABLE \"a \"\"b\" OWNER TO \"some \"\"body\";\n" + longest + "SELECT 2;\n",
                        size,
                        OmittableStatement.OWNERS))
                .isEqualTo("SELECT 1;\n" + ROWS + "\nSELECT 2;\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100_000})
    void privilegesAreLeftOut(int size) throws IOException {
        String script = """
                SET SESSION AUTHORIZATION somebody;
                GRANT SELECT ON TABLE public.t TO PUBLIC;
                RESET SESSION AUTHORIZATION;
                REVOKE ALL ON SCHEMA public FROM PUBLIC;
                ALTER DEFAULT PRIVILEGES FOR ROLE somebody GRANT SELECT ON TABLES TO PUBLIC;
                SELECT 1;
                """;

        assertThat(filtered(script, size, OmittableStatement.PRIVILEGES)).isEqualTo("\nSELECT 1;\n");
    }

    @Test
    void whatWasNotToBeLeftOutStays() throws IOException {
        String owner = "ALTER TABLE public.t OWNER TO somebody;\n";
        String privilege = "GRANT SELECT ON TABLE public.t TO PUBLIC;\n";

        assertThat(filtered(owner + privilege, 7)).isEqualTo(owner + privilege);
        assertThat(filtered(owner + privilege, 7, OmittableStatement.OWNERS))
                .isEqualTo("\n" + privilege.strip() + "\n");
        assertThat(filtered(owner + privilege, 7, OmittableStatement.PRIVILEGES))
                .isEqualTo(owner);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE ONLY t REPLICA IDENTITY USING INDEX \"an OWNER TO somebody\";\n",
                "ALTER TABLE t ALTER COLUMN c SET DEFAULT ' OWNER TO somebody';\n",
                "ALTER TABLE t CLUSTER ON \"x OWNER TO \"\"y\"\"\";\n",
                "COMMENT ON TABLE t IS 'x\nGRANT ALL ON t TO PUBLIC;\n OWNER TO somebody;';\n",
                """
                CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$
                BEGIN
                GRANT ALL ON t TO PUBLIC;
                ALTER TABLE t OWNER TO somebody;
                END $$;
                """,
                """
                COPY t (c) FROM stdin;
                GRANT ALL ON t TO PUBLIC;
                ALTER TABLE t OWNER TO somebody;
                \\.
                """
            })
    void whatOnlyLooksLikeAnOwnerOrAPrivilegeStays(String script) throws IOException {
        assertThat(filtered(script, 7, OmittableStatement.values())).isEqualTo(script);
    }
}
