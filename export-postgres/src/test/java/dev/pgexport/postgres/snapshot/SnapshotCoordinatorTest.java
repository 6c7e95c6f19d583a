package dev.pgexport.postgres.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.Selection;
import dev.pgexport.api.SharedSnapshot;
import dev.pgexport.api.manifest.Consistency;
import dev.pgexport.postgres.Fixtures;
import dev.pgexport.testkit.EveryPostgres;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class SnapshotCoordinatorTest {
    private static final String SLEEP = "SELECT pg_sleep(60)";

    @EveryPostgres
    void letsEveryWorkerSeeTheSameMoment(PostgresServer server) throws Exception {
        try (TestDatabase database = server.createDatabase()) {
            database.execute("CREATE TABLE t AS SELECT generate_series(1, 10) AS x");
            try (SnapshotCoordinator coordinator = Fixtures.open(database, Selection.everything());
                    Connection first = coordinator.worker()) {
                database.execute("INSERT INTO t VALUES (11)", "CREATE TABLE later (x int)");
                try (Connection second = coordinator.worker()) {
                    assertThat(value(first, "SELECT count(*) FROM public.t")).isEqualTo("10");
                    assertThat(value(second, "SELECT count(*) FROM public.t")).isEqualTo("10");
                    assertThat(value(second, "SELECT count(*) FROM pg_class WHERE relname = 'later'"))
                            .isEqualTo("0");
                }
                coordinator.confirm();
                assertThat(coordinator.consistency()).isEqualTo(Consistency.TRANSACTION_SNAPSHOT);
                assertThat(coordinator.serverMajor()).isEqualTo(server.version());
            }
        }
    }

    @EveryPostgres
    void sharesTheSnapshotOfAnother(PostgresServer server) throws Exception {
        try (TestDatabase database = server.createDatabase()) {
            database.execute("CREATE TABLE t AS SELECT generate_series(1, 10) AS x");
            try (SnapshotCoordinator holder = Fixtures.open(database, Selection.everything())) {
                database.execute("INSERT INTO t VALUES (11)");
                try (SnapshotCoordinator sharing =
                                Fixtures.share(database, SnapshotSettings.defaults(), holder.shared());
                        Connection worker = sharing.worker()) {
                    assertThat(value(worker, "SELECT count(*) FROM public.t")).isEqualTo("10");
                    sharing.confirm();
                    assertThat(sharing.source()).isEqualTo(holder.source());
                    assertThat(sharing.snapshot()).isEqualTo(holder.snapshot());
                }
            }
        }
    }

    @Test
    void aSharedSnapshotThatIsGoneIsALostExport(TestDatabase database) throws Exception {
        SharedSnapshot gone;
        try (SnapshotCoordinator holder = Fixtures.open(database, Selection.everything())) {
            gone = holder.shared();
        }

        assertThatThrownBy(() -> Fixtures.share(database, SnapshotSettings.defaults(), gone))
                .isInstanceOfSatisfying(
                        ExportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.EXPORT_LOST));
    }

    @Test
    void aSharedSnapshotIsNotWaitedFor(TestDatabase database) throws Exception {
        SnapshotSettings waiting = new SnapshotSettings(Duration.ofSeconds(30), Optional.empty(), true);

        try (SnapshotCoordinator holder = Fixtures.open(database, Selection.everything())) {
            assertThatThrownBy(() -> Fixtures.share(database, waiting, holder.shared()))
                    .isInstanceOfSatisfying(
                            ExportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFIGURATION));
        }
    }

    @EveryPostgres
    void pinsTheSettingsThatChangeHowAValueReads(PostgresServer server) throws Exception {
        try (TestDatabase database = server.createDatabase()) {
            String alter = "ALTER DATABASE \"" + database.name() + "\" SET ";
            database.execute(
                    alter + "DateStyle = 'German, DMY'",
                    alter + "IntervalStyle = 'iso_8601'",
                    alter + "TimeZone = 'Asia/Kolkata'",
                    alter + "extra_float_digits = -5",
                    alter + "bytea_output = 'escape'",
                    alter + "search_path = 'elsewhere'",
                    alter + "statement_timeout = '17s'",
                    alter + "idle_in_transaction_session_timeout = '17s'",
                    alter + "row_security = on",
                    alter + "synchronize_seqscans = on");
            try (SnapshotCoordinator coordinator = Fixtures.open(database, Selection.everything());
                    Connection worker = coordinator.worker()) {
                assertThat(value(worker, "SELECT date '2026-02-01'::text")).isEqualTo("2026-02-01");
                assertThat(value(worker, "SELECT timestamptz '2026-02-01 00:00+00'::text"))
                        .isEqualTo("2026-02-01 00:00:00+00");
                assertThat(value(worker, "SELECT interval '1 day 2 hours'::text"))
                        .isEqualTo("1 day 02:00:00");
                assertThat(value(worker, "SELECT (0.1::float8 + 0.2::float8)::text"))
                        .isEqualTo("0.30000000000000004");
                assertThat(value(worker, "SELECT '\\x00ff'::bytea::text")).isEqualTo("\\x00ff");
                assertThat(value(worker, "SHOW search_path")).isEqualTo("\"\"");
                assertThat(value(worker, "SHOW statement_timeout")).isEqualTo("0");
                assertThat(value(worker, "SHOW idle_in_transaction_session_timeout"))
                        .isEqualTo("0");
                assertThat(value(worker, "SHOW row_security")).isEqualTo("off");
                assertThat(value(worker, "SHOW synchronize_seqscans")).isEqualTo("off");
                assertThat(value(worker, "SHOW transaction_read_only")).isEqualTo("on");
            }
        }
    }

    @EveryPostgres
    void outlivesTheTimeoutsOfTheDatabase(PostgresServer server) throws Exception {
        try (TestDatabase database = server.createDatabase()) {
            String alter = "ALTER DATABASE \"" + database.name() + "\" SET ";
            database.execute(
                    alter + "statement_timeout = '500ms'", alter + "idle_in_transaction_session_timeout = '500ms'");
            if (server.version() >= 17) {
                database.execute(alter + "transaction_timeout = '500ms'");
            }
            try (SnapshotCoordinator coordinator = Fixtures.open(database, Selection.everything());
                    Connection worker = coordinator.worker()) {
                value(worker, "SELECT pg_sleep(1)");
                coordinator.confirm();
            }
        }
    }

    @Test
    void describesTheSource(TestDatabase database) throws Exception {
        Instant before = Instant.now();
        try (SnapshotCoordinator coordinator = Fixtures.open(database, Selection.everything())) {
            assertThat(coordinator.source().database()).isEqualTo(database.name());
            assertThat(coordinator.source().serverVersion())
                    .startsWith(database.server().version() + ".");
            assertThat(coordinator.source().server())
                    .hasValue("127.0.0.1:" + database.server().port());
            assertThat(coordinator.source().systemIdentifier().orElse("")).matches("\\d+");
            assertThat(coordinator.source().lsn().orElse("")).matches("[0-9A-F]+/[0-9A-F]+");
            assertThat(coordinator.source().encoding()).isEqualTo("UTF8");
            assertThat(coordinator.source().replica()).isFalse();
            assertThat(coordinator.source().snapshot()).hasValue(coordinator.snapshot());
            assertThat(coordinator.source().moment()).isBetween(before.minusSeconds(1), Instant.now());
        }
    }

    @Test
    void waitsForASerializableSnapshotWhenAsked(TestDatabase database) throws Exception {
        SnapshotSettings settings = new SnapshotSettings(Duration.ofSeconds(30), Optional.empty(), true);
        try (SnapshotCoordinator coordinator =
                        Fixtures.open(Fixtures.database(database), settings, Selection.everything());
                Connection worker = coordinator.worker()) {
            assertThat(coordinator.consistency()).isEqualTo(Consistency.SERIALIZABLE_SNAPSHOT);
            assertThat(value(worker, "SHOW transaction_isolation")).isEqualTo("repeatable read");
        }
    }

    @Test
    void isLostWhenItsSessionIsTerminated(TestDatabase database) throws Exception {
        try (SnapshotCoordinator coordinator = Fixtures.open(database, Selection.everything())) {
            terminateOthers(database);
            assertThatThrownBy(coordinator::confirm).satisfies(failure -> hasKind(failure, Kind.EXPORT_LOST));
            assertThatThrownBy(coordinator::worker).satisfies(failure -> hasKind(failure, Kind.EXPORT_LOST));
        }
    }

    @Test
    void tellsAWorkerThatTheSnapshotIsLostBeforeAnyoneElseNoticed(TestDatabase database) throws Exception {
        try (SnapshotCoordinator coordinator = Fixtures.open(database, Selection.everything())) {
            terminateOthers(database);
            assertThatThrownBy(coordinator::worker).satisfies(failure -> hasKind(failure, Kind.EXPORT_LOST));
        }
    }

    @Test
    void endsTheQueriesOfWorkersOnceItIsLost(TestDatabase database) throws Exception {
        try (SnapshotCoordinator coordinator = Fixtures.open(database, Selection.everything());
                Connection worker = coordinator.worker()) {
            Background<String> query = Background.run(() -> value(worker, SLEEP));
            awaitSleeping(database);
            database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE"
                    + " datname = current_database() AND state = 'idle in transaction'");
            SQLException failure = (SQLException) query.failure();
            assertThat(coordinator.failure(failure, "sleep", List.of()))
                    .satisfies(lost -> hasKind(lost, Kind.EXPORT_LOST));
        }
    }

    @Test
    void isLostOnceItIsClosed(TestDatabase database) throws Exception {
        SnapshotCoordinator coordinator = Fixtures.open(database, Selection.everything());
        coordinator.close();
        coordinator.close();
        assertThatThrownBy(coordinator::confirm).satisfies(failure -> hasKind(failure, Kind.EXPORT_LOST));
        assertThatThrownBy(coordinator::worker).isInstanceOf(InterruptedException.class);
        await().untilAsserted(() -> assertThat(sessions(database)).isZero());
    }

    @Test
    void endsTheQueriesOfWorkersWhenItIsClosed(TestDatabase database) throws Exception {
        SnapshotCoordinator coordinator = Fixtures.open(database, Selection.everything());
        Connection worker = coordinator.worker();
        Background<String> query = Background.run(() -> value(worker, SLEEP));
        awaitSleeping(database);
        coordinator.close();
        assertThat(query.failure()).isInstanceOf(SQLException.class);
        await().untilAsserted(() -> assertThat(sessions(database)).isZero());
    }

    @Test
    void endsTheQueriesOfWorkersWhenItIsCancelled(TestDatabase database) throws Exception {
        Fixtures.Token token = new Fixtures.Token();
        try (SnapshotCoordinator coordinator = SnapshotCoordinator.open(
                        Fixtures.database(database),
                        SnapshotSettings.defaults(),
                        Selection.everything(),
                        token,
                        new Fixtures.Listener());
                Connection worker = coordinator.worker()) {
            Background<String> query = Background.run(() -> value(worker, SLEEP));
            awaitSleeping(database);
            token.cancel();
            SQLException failure = (SQLException) query.failure();
            assertThatThrownBy(() -> coordinator.failure(failure, "sleep", List.of()))
                    .isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void givesUpWhenHeldForTooLong(TestDatabase database) throws Exception {
        SnapshotSettings settings =
                new SnapshotSettings(Duration.ofSeconds(30), Optional.of(Duration.ofSeconds(2)), false);
        try (SnapshotCoordinator coordinator =
                        Fixtures.open(Fixtures.database(database), settings, Selection.everything());
                Connection worker = coordinator.worker()) {
            Background<String> query = Background.run(() -> value(worker, SLEEP));
            SQLException failure = (SQLException) query.failure();
            assertThat(coordinator.failure(failure, "sleep", List.of()))
                    .hasMessageContaining("--max-duration")
                    .satisfies(lost -> hasKind(lost, Kind.UNAVAILABLE));
            assertThatThrownBy(coordinator::confirm).hasMessageContaining("--max-duration");
            await().untilAsserted(() -> assertThat(sessions(database)).isZero());
        }
    }

    @Test
    void refusesAServerThatIsTooOld() {
        assertThatThrownBy(() -> SupportedVersions.require(12, new Fixtures.Listener()))
                .satisfies(failure -> hasKind(failure, Kind.CONFIGURATION))
                .hasMessageContaining("PostgreSQL 12");
    }

    @Test
    void warnsOfAServerThatIsNewerThanItself() {
        Fixtures.Listener listener = new Fixtures.Listener();
        SupportedVersions.require(19, listener);
        assertThat(listener.warnings()).hasSize(1);
    }

    static void hasKind(Throwable failure, Kind kind) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        ExportException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    private static void terminateOthers(TestDatabase database) {
        database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND pid <> pg_backend_pid()");
        await().untilAsserted(() -> assertThat(sessions(database)).isZero());
    }

    private static void awaitSleeping(TestDatabase database) {
        await().until(() -> database.number(
                        "SELECT count(*) FROM pg_stat_activity WHERE query = '" + SLEEP + "' AND state = 'active'")
                == 1);
    }

    private static long sessions(TestDatabase database) {
        return database.number("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND pid <> pg_backend_pid()");
    }

    private static String value(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }
}
