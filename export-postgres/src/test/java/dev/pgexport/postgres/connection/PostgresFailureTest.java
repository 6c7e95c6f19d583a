package dev.pgexport.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.testkit.EveryPostgres;
import dev.pgexport.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresFailureTest {
    @EveryPostgres
    void realErrorsHaveTheirKinds(PostgresServer server) throws SQLException {
        assertThat(kind(server, "SELECT * FROM no_such_table")).isEqualTo(Kind.EXPORT_LOST);
        assertThat(kind(server, "SET lock_timeout = '5 parsecs'")).isEqualTo(Kind.CONFIGURATION);
        assertThat(kind(server, "SET statement_timeout = '10ms'; SELECT pg_sleep(5)"))
                .isEqualTo(Kind.UNAVAILABLE);
        assertThat(kind(server, "SELECT pg_terminate_backend(pg_backend_pid())"))
                .isEqualTo(Kind.UNAVAILABLE);
        assertThat(kind(server, "SET ROLE pg_monitor; SELECT * FROM pg_authid")).isEqualTo(Kind.PERMISSION);
    }

    @EveryPostgres
    void aSnapshotThatIsGoneLosesTheExport(PostgresServer server) throws SQLException {
        String begin = "BEGIN ISOLATION LEVEL REPEATABLE READ; ";

        assertThat(kind(server, begin + "SET TRANSACTION SNAPSHOT '00000003-0000001B-1'"))
                .isEqualTo(Kind.EXPORT_LOST);
        assertThat(kind(server, begin + "SELECT 1; SET TRANSACTION SNAPSHOT '00000003-0000001B-1'"))
                .isEqualTo(Kind.EXPORT_LOST);
    }

    @ParameterizedTest
    @CsvSource({
        "08006, UNAVAILABLE",
        "08004, PERMISSION",
        "28P01, PERMISSION",
        "28000, PERMISSION",
        "42501, PERMISSION",
        "3D000, CONFIGURATION",
        "42P01, EXPORT_LOST",
        "42601, CONFIGURATION",
        "XX000, UNAVAILABLE",
        "53300, UNAVAILABLE",
        "53100, UNAVAILABLE",
        "57P01, UNAVAILABLE",
        "57P03, UNAVAILABLE",
        "55P03, UNAVAILABLE",
        "40001, UNAVAILABLE",
        "25P03, EXPORT_LOST",
        "25P02, EXPORT_LOST",
        "XX001, INTEGRITY",
        ", UNAVAILABLE"
    })
    void statesHaveTheirKinds(String state, Kind kind) {
        assertThat(PostgresFailure.of(new SQLException("text", state), "read").kind())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ERROR: cache lookup failed for relation 16384",
                "ERROR: could not open relation with OID 16384",
                "ERROR: could not find tuple for statistics object 16384"
            })
    void whatIsNotThereAnyMoreLosesTheExport(String message) {
        assertThat(PostgresFailure.of(new SQLException(message, "XX000"), "read")
                        .kind())
                .isEqualTo(Kind.EXPORT_LOST);
    }

    @Test
    void theMessageSaysWhatFailed() {
        SQLException cause = new SQLException("ERROR: no", "42501");

        ExportException failure = PostgresFailure.of(cause, "read the table public.t");

        assertThat(failure)
                .hasMessage("cannot read the table public.t: ERROR: no")
                .hasCause(cause);
        assertThat(failure.advice())
                .hasValueSatisfying(advice -> assertThat(advice).startsWith("perhaps "));
    }

    private static Kind kind(PostgresServer server, String statements) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            SQLException failure = catchThrowableOfType(SQLException.class, () -> {
                for (String sql : statements.split("; ", -1)) {
                    statement.execute(sql);
                }
            });
            assertThat((Throwable) failure).as(statements).isNotNull();
            return PostgresFailure.of(failure, "test").kind();
        }
    }
}
