package dev.pgexport.postgres.program;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgramWarningsTest {
    @Test
    void aWarningStaysTogetherWithItsDetailsAndHints() {
        String errors = """
                pg_dump: warning: there are circular foreign-key constraints on this table:
                pg_dump: detail: category
                pg_dump: hint: You might not be able to restore the dump without using --disable-triggers.
                pg_dump: warning: another
                """;

        assertThat(ProgramWarnings.of(errors))
                .containsExactly(
                        "pg_dump: warning: there are circular foreign-key constraints on this table:"
                                + " pg_dump: detail: category pg_dump: hint: You might not be able to restore the dump"
                                + " without using --disable-triggers.",
                        "pg_dump: warning: another");
    }

    @Test
    void silenceIsNoWarning() {
        assertThat(ProgramWarnings.of(" \n\n")).isEmpty();
    }

    @Test
    void thereIsAnEndToThem() {
        assertThat(ProgramWarnings.of("pg_dump: warning: again\n".repeat(1000)))
                .hasSize(100)
                .endsWith("and more, which are not shown");
    }
}
