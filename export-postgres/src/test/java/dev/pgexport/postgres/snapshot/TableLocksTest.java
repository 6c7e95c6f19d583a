package dev.pgexport.postgres.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.Selection;
import dev.pgexport.postgres.Fixtures;
import dev.pgexport.testkit.EveryPostgres;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

@ExtendWith(PostgresExtension.class)
class TableLocksTest {
    private static final SnapshotSettings IMPATIENT =
            new SnapshotSettings(Duration.ofMillis(1500), Optional.empty(), false);

    @EveryPostgres
    void keepsTablesFromBeingAlteredUntilClosed(PostgresServer server) throws Exception {
        try (TestDatabase database = server.createDatabase()) {
            database.execute(
                    "CREATE TABLE t (x int)",
                    "CREATE TABLE parted (x int) PARTITION BY LIST (x)",
                    "CREATE TABLE part PARTITION OF parted DEFAULT");
            try (SnapshotCoordinator coordinator = Fixtures.open(database, Selection.everything())) {
                assertThat(coordinator.catalog().tables()).hasSize(3);
                for (String table : List.of("t", "parted", "part")) {
                    assertThatThrownBy(() -> database.execute("SET lock_timeout = 100; BEGIN; LOCK TABLE " + table
                                    + " IN ACCESS EXCLUSIVE MODE; COMMIT"))
                            .hasRootCauseMessage("ERROR: canceling statement due to lock timeout");
                }
                database.execute("INSERT INTO t VALUES (1)");
            }
            await().untilAsserted(() ->
                    database.execute("SET lock_timeout = 100; BEGIN; LOCK TABLE t IN ACCESS EXCLUSIVE MODE; COMMIT"));
        }
    }

    @Test
    void locksOnlyWhatIsSelected(TestDatabase database) throws Exception {
        database.execute(
                "CREATE TABLE parted (x int) PARTITION BY LIST (x)", "CREATE TABLE part PARTITION OF parted DEFAULT");
        try (SnapshotCoordinator coordinator = Fixtures.open(database, Fixtures.selection(List.of("-t", "parted")))) {
            database.execute("SET lock_timeout = 100; BEGIN; LOCK TABLE part IN ACCESS EXCLUSIVE MODE; COMMIT");
            coordinator.confirm();
        }
    }

    @Test
    void namesTheSessionInTheWay(TestDatabase database) throws Exception {
        database.execute("CREATE TABLE t (x int)");
        try (Connection blocker = database.connect();
                Statement statement = blocker.createStatement()) {
            statement.execute("SET application_name = 'the migration'");
            statement.execute("BEGIN");
            statement.execute("ALTER TABLE t ADD COLUMN secret text DEFAULT 'hidden'");
            int pid = blocker.unwrap(PGConnection.class).getBackendPID();
            assertThatThrownBy(() -> Fixtures.open(Fixtures.database(database), IMPATIENT, Selection.everything()))
                    .satisfies(failure -> SnapshotCoordinatorTest.hasKind(failure, Kind.UNAVAILABLE))
                    .hasMessageContaining("no lock on a table within 1.5 s")
                    .hasMessageContaining("pid " + pid + " (the migration, user postgres, idle in transaction")
                    .hasMessageContaining("last command ALTER TABLE")
                    .hasMessageNotContaining("hidden");
        }
    }

    @Test
    void endsWithinASecondWhenCancelledDuringTheWait(TestDatabase database) throws Exception {
        database.execute("CREATE TABLE t (x int)");
        try (Connection blocker = database.connect();
                Statement statement = blocker.createStatement()) {
            statement.execute("BEGIN; LOCK TABLE t IN ACCESS EXCLUSIVE MODE");
            Fixtures.Token token = new Fixtures.Token();
            Background<SnapshotCoordinator> opening = Background.run(() -> SnapshotCoordinator.open(
                    Fixtures.database(database),
                    SnapshotSettings.defaults(),
                    Selection.everything(),
                    token,
                    new Fixtures.Listener()));
            awaitWaiting(database);
            long start = System.nanoTime();
            token.cancel();
            assertThat(opening.failure()).isInstanceOf(InterruptedException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
            await().untilAsserted(() -> assertThat(
                            database.number("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                    + " AND application_name = 'pgexport'"))
                    .isZero());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE t",
                "TRUNCATE t",
                "ALTER TABLE t RENAME TO u",
                "ALTER TABLE t ADD COLUMN y int DEFAULT 1",
                "ALTER TABLE t ALTER COLUMN x TYPE bigint",
                "ALTER TABLE t DROP COLUMN x",
                "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
                "DROP TABLE t; CREATE TABLE t (x int)",
            })
    void isLostWhenATableChangedBeforeItWasLocked(String change, PostgresServers servers) throws Exception {
        try (TestDatabase database = servers.newest().createDatabase()) {
            database.execute("CREATE TABLE t AS SELECT 1 AS x");
            try (Connection blocker = database.connect();
                    Statement statement = blocker.createStatement()) {
                statement.execute("BEGIN; LOCK TABLE t IN ACCESS EXCLUSIVE MODE");
                Background<SnapshotCoordinator> opening =
                        Background.run(() -> Fixtures.open(database, Selection.everything()));
                awaitWaiting(database);
                statement.execute(change);
                statement.execute("COMMIT");
                assertThat(opening.failure())
                        .satisfies(failure -> SnapshotCoordinatorTest.hasKind(failure, Kind.EXPORT_LOST))
                        .hasMessageContaining("was dropped, altered or truncated");
            }
        }
    }

    @Test
    void isLostWhenASequenceWasDroppedBeforeItsValueWasRead(TestDatabase database) throws Exception {
        database.execute("CREATE TABLE t (x int)", "CREATE SEQUENCE s");
        try (Connection blocker = database.connect();
                Statement statement = blocker.createStatement()) {
            statement.execute("BEGIN; LOCK TABLE t IN ACCESS EXCLUSIVE MODE");
            Background<SnapshotCoordinator> opening =
                    Background.run(() -> Fixtures.open(database, Selection.everything()));
            awaitWaiting(database);
            database.execute("DROP SEQUENCE s");
            statement.execute("COMMIT");
            assertThat(opening.failure())
                    .satisfies(failure -> SnapshotCoordinatorTest.hasKind(failure, Kind.EXPORT_LOST))
                    .hasMessageContaining("public.s");
        }
    }

    @Test
    void doesNotMindAnIndexOrRowsMadeMeanwhile(TestDatabase database) throws Exception {
        database.execute("CREATE TABLE t AS SELECT 1 AS x", "CREATE TABLE u (x int)");
        try (Connection blocker = database.connect();
                Statement statement = blocker.createStatement()) {
            statement.execute("BEGIN; LOCK TABLE u IN ACCESS EXCLUSIVE MODE");
            Background<SnapshotCoordinator> opening =
                    Background.run(() -> Fixtures.open(database, Selection.everything()));
            awaitWaiting(database);
            database.execute("CREATE INDEX ON t (x)", "ANALYZE t", "INSERT INTO t VALUES (2)");
            statement.execute("COMMIT");
            opening.result().close();
        }
    }

    @Test
    void tellsAWorkerWhoWaitsAheadOfItInsteadOfWaitingForEver(TestDatabase database) throws Exception {
        database.execute("CREATE TABLE t AS SELECT 1 AS x");
        long oid = database.number("SELECT 't'::regclass::oid");
        try (SnapshotCoordinator coordinator =
                        Fixtures.open(Fixtures.database(database), IMPATIENT, Selection.everything());
                Connection alter = database.connect();
                Statement altering = alter.createStatement();
                Connection worker = coordinator.worker();
                Statement statement = worker.createStatement()) {
            Background<Boolean> queued = Background.run(() -> altering.execute("ALTER TABLE t ADD COLUMN y int"));
            awaitWaiting(database);
            SQLException failure =
                    assertThrows(SQLException.class, () -> statement.executeQuery("SELECT count(*) FROM public.t"));
            assertThat(coordinator.failure(failure, "read public.t", List.of(oid)))
                    .hasMessageContaining("read public.t")
                    .hasMessageContaining(
                            "pid " + alter.unwrap(PGConnection.class).getBackendPID())
                    .hasMessageContaining("last command ALTER TABLE")
                    .satisfies(e -> SnapshotCoordinatorTest.hasKind(e, Kind.UNAVAILABLE));
            alter.unwrap(PGConnection.class).cancelQuery();
            assertThat(queued.failure()).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void warnsThatSomeoneWaitsForTheExport(TestDatabase database) throws Exception {
        database.execute("CREATE TABLE t AS SELECT 1 AS x");
        Fixtures.Listener listener = new Fixtures.Listener();
        try (SnapshotCoordinator coordinator = SnapshotCoordinator.open(
                        Fixtures.database(database),
                        SnapshotSettings.defaults(),
                        Selection.everything(),
                        new Fixtures.Token(),
                        listener);
                Connection alter = database.connect();
                Statement altering = alter.createStatement()) {
            Background<Boolean> queued = Background.run(() -> altering.execute("ALTER TABLE t ADD COLUMN y int"));
            int pid = alter.unwrap(PGConnection.class).getBackendPID();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(listener.warnings())
                            .singleElement()
                            .asString()
                            .contains("the server process " + pid + " waits for a table"));
            coordinator.close();
            queued.result();
        }
    }

    private static void awaitWaiting(TestDatabase database) {
        await().until(() -> database.number("SELECT count(*) FROM pg_locks WHERE NOT granted AND database ="
                        + " (SELECT oid FROM pg_database WHERE datname = current_database())")
                > 0);
    }
}
