package dev.pgexport.cli.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTest {
    @ParameterizedTest
    @CsvSource({
        "CONFIGURATION,78",
        "PERMISSION,77",
        "UNAVAILABLE,69",
        "EXPORT_LOST,75",
        "CONFLICT,73",
        "BUSY,73",
        "INTEGRITY,65"
    })
    void everyKindHasItsExitCode(Kind kind, int exitCode) {
        Failure failure = Failure.of(new ExportException(kind, "it failed").withAdvice("perhaps wait"));

        assertThat(failure.exitCode().number()).isEqualTo(exitCode);
        assertThat(failure.message()).isEqualTo("it failed");
        assertThat(failure.advice()).contains("perhaps wait");
    }

    @Test
    void whatNobodyExpectedIsADefect() {
        Failure failure = Failure.of(new IllegalStateException("odd"));

        assertThat(failure.exitCode().number()).isEqualTo(70);
        assertThat(failure.advice())
                .hasValueSatisfying(advice -> assertThat(advice).contains("-v"));
    }

    @Test
    void storageThatFailsIsUnavailable() {
        assertThat(Failure.of(new IOException("gone")).exitCode().number()).isEqualTo(69);
    }

    @Test
    void aPasswordIsNeverShown() {
        Failure failure =
                Failure.of(new ExportException(Kind.UNAVAILABLE, "cannot reach postgresql://app:hunter2@db/app"));

        assertThat(failure.message()).isEqualTo("cannot reach postgresql://app:********@db/app");
    }
}
