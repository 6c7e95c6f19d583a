package dev.pgexport.postgres.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedactionTest {
    private final Redaction redaction = new Redaction(List.of("opensesame", "abc"));

    @Test
    void whatTellsNoSecretIsLeftAsItIs() {
        SQLException exception = new SQLException("abc is too short to keep", "28P01");

        assertThat((Throwable) redaction.apply(exception)).isSameAs(exception);
    }

    @Test
    void aSecretInTheMessageIsReplaced() {
        SQLException redacted = redaction.apply(new SQLException("no opensesame here", "28P01"));

        assertThat((Throwable) redacted).hasMessage("no *** here");
        assertThat(redacted.getSQLState()).isEqualTo("28P01");
    }

    @Test
    void aCauseThatTellsASecretIsCutOff() {
        SQLException redacted = redaction.apply(new SQLException(
                "failed", "08006", new IllegalStateException("outer", new IllegalStateException("opensesame"))));

        assertThat((Throwable) redacted).hasMessage("failed").hasNoCause();
    }
}
