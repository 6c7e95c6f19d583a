package dev.pgexport.postgres.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgexport.api.Selection;
import dev.pgexport.postgres.Fixtures;
import dev.pgexport.testkit.EveryPostgres;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever an export would show otherwise makes another fingerprint, or none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(PostgresExtension.class)
class SourceFingerprintTest {
    private static final List<String> CHANGES = List.of(
            "INSERT INTO t VALUES (11, 'x')",
            "UPDATE t SET note = 'y' WHERE id = 1",
            "DELETE FROM t WHERE id = 2",
            "BEGIN; INSERT INTO t VALUES (12, 'x'); COMMIT",
            "SET synchronous_commit = off; INSERT INTO t VALUES (13, 'x')",
            "SET session_replication_role = replica; INSERT INTO t VALUES (14, 'x')",
            "SET track_counts = off; INSERT INTO t VALUES (15, 'x')",
            "BEGIN; SAVEPOINT s; INSERT INTO t VALUES (16, 'x'); RELEASE s; COMMIT",
            "COPY t (id) FROM PROGRAM 'echo 17'",
            "BEGIN; TRUNCATE copied; COPY copied FROM PROGRAM 'echo 1' (FREEZE); COMMIT",
            "INSERT INTO unlogged VALUES (2)",
            "TRUNCATE unlogged",
            "DELETE FROM partitioned",
            "TRUNCATE t",
            "CREATE TABLE another (x int)",
            "ALTER TABLE another ADD COLUMN y int DEFAULT 1",
            "ALTER TABLE another RENAME TO other",
            "DROP TABLE other",
            "CREATE INDEX ON t (note)",
            "COMMENT ON TABLE t IS 'moves'",
            "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "ALTER FUNCTION f() IMMUTABLE",
            "CREATE TYPE mood AS ENUM ('sad')",
            "ALTER TYPE mood ADD VALUE 'happy'",
            "GRANT SELECT ON t TO PUBLIC",
            "ALTER TABLE t OWNER TO pg_monitor",
            "CREATE ROLE changed",
            "GRANT pg_read_all_data TO changed",
            "DROP ROLE changed",
            "ALTER DATABASE %s SET work_mem = '8MB'",
            "ALTER SEQUENCE s INCREMENT BY 2",
            "ALTER SEQUENCE s RESTART",
            "SELECT nextval('s')",
            "SELECT nextval('s')",
            "SELECT setval('s', 1000)",
            "SELECT setval('s', 1000, false)",
            "INSERT INTO numbered DEFAULT VALUES",
            "SELECT lo_create(4711)",
            "SELECT lo_put(4711, 0, 'bytes')",
            "SELECT lo_unlink(4711)",
            "CREATE PUBLICATION p FOR TABLE t",
            "SECURITY LABEL ON ROLE postgres IS NULL",
            "REFRESH MATERIALIZED VIEW m",
            "CREATE EXTENSION IF NOT EXISTS plpgsql SCHEMA pg_catalog; CREATE EXTENSION hstore");

    /** What does not work everywhere; that it works somewhere is asserted. */
    private static final List<String> OPTIONAL =
            List.of("GRANT pg_read_all_data TO changed", "SECURITY LABEL ON ROLE postgres IS NULL");

    private static final List<String> NO_CHANGES = List.of(
            "CHECKPOINT",
            "SELECT count(*) FROM t",
            "SELECT pg_switch_wal()",
            "SELECT pg_reload_conf()",
            "BEGIN; SELECT 1; ROLLBACK",
            "SELECT last_value FROM s",
            "SELECT lastval() FROM (SELECT 1) x WHERE false");

    private final Map<Integer, PostgresServer> servers = new HashMap<>();

    @AfterAll
    void stop() {
        servers.values().forEach(PostgresServer::close);
    }

    private PostgresServer quiet(PostgresServer shared) {
        return servers.computeIfAbsent(shared.version(), Looks::quietServer);
    }

    private static TestDatabase load(PostgresServer server) {
        TestDatabase database = server.createDatabase();
        database.execute(
                "CREATE TABLE t AS SELECT i AS id, 'note' AS note FROM generate_series(1, 10) i",
                "CREATE TABLE copied (x int)",
                "CREATE UNLOGGED TABLE unlogged AS SELECT 1 AS x",
                "CREATE TABLE partitioned (x int) PARTITION BY LIST (x)",
                "CREATE TABLE partition PARTITION OF partitioned FOR VALUES IN (1)",
                "INSERT INTO partitioned VALUES (1)",
                "CREATE TABLE numbered (id bigint GENERATED ALWAYS AS IDENTITY)",
                "CREATE SEQUENCE s",
                "CREATE MATERIALIZED VIEW m AS SELECT count(*) FROM t",
                "SELECT nextval('s')");
        return database;
    }

    @EveryPostgres
    void everyChangeMakesAnother(PostgresServer shared) throws Exception {
        try (TestDatabase database = load(quiet(shared))) {
            SoftAssertions softly = new SoftAssertions();
            for (String change : CHANGES) {
                Optional<Map<String, String>> exported = Looks.exported(database);
                assertThat(exported).as("before " + change).isPresent();
                try {
                    database.execute(change.formatted(database.name()));
                } catch (IllegalStateException e) {
                    assertThat(OPTIONAL).as(e + ": " + e.getCause()).contains(change);
                    continue;
                }

                softly.assertThat(Looks.now(database)).as(change).isNotEqualTo(exported);
            }
            softly.assertAll();
        }
    }

    @EveryPostgres
    void whatChangesNothingMakesNoOther(PostgresServer shared) throws Exception {
        try (TestDatabase database = load(quiet(shared))) {
            Optional<Map<String, String>> exported = Looks.exported(database);
            assertThat(exported).isPresent();

            for (String query : NO_CHANGES) {
                database.execute(query);

                assertThat(Looks.now(database)).as(query).isEqualTo(exported);
                assertThat(Looks.exported(database)).as(query).isEqualTo(exported);
            }
        }
    }

    @EveryPostgres
    void aTransactionThatWasOpenMakesAnotherOnceItEnds(PostgresServer shared) throws Exception {
        try (TestDatabase database = load(quiet(shared))) {
            for (String end : List.of("COMMIT", "ROLLBACK")) {
                Optional<Map<String, String>> exported;
                try (Connection connection = database.connect();
                        Statement statement = connection.createStatement()) {
                    statement.execute("BEGIN");
                    statement.execute("INSERT INTO t VALUES (20, 'open')");
                    exported = Looks.exported(database);
                    assertThat(Looks.now(database)).as("while it is open").isEmpty();
                    statement.execute(end);
                }

                assertThat(Looks.now(database)).isPresent().isNotEqualTo(exported);
            }
        }
    }

    @EveryPostgres
    void anOlderTransactionThanOneThatEndedLeavesNone(PostgresServer shared) throws Exception {
        try (TestDatabase database = load(quiet(shared));
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("INSERT INTO t VALUES (30, 'older')");
            database.execute("INSERT INTO t VALUES (31, 'younger')");

            assertThat(Looks.exported(database)).isEmpty();
        }
    }

    @EveryPostgres
    void aPreparedTransactionMakesAnotherOnceItEnds(PostgresServer shared) throws Exception {
        try (TestDatabase database = load(quiet(shared))) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("BEGIN");
                statement.execute("INSERT INTO t VALUES (40, 'prepared')");
                statement.execute("PREPARE TRANSACTION 'forty'");
            }
            Optional<Map<String, String>> exported = Looks.exported(database);
            assertThat(Looks.now(database)).as("while it is prepared").isEmpty();
            database.execute("COMMIT PREPARED 'forty'");

            assertThat(Looks.now(database)).isPresent().isNotEqualTo(exported);
        }
    }

    @EveryPostgres
    void aSequenceThatAnOpenTransactionHasChangedBackLeavesNone(PostgresServer shared) throws Exception {
        try (TestDatabase database = load(quiet(shared))) {
            Optional<Map<String, String>> exported = Looks.exported(database);
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("BEGIN");
                statement.execute("SELECT setval('s', 99)"); // a dump may have read it now
                statement.execute("SELECT setval('s', 1)");

                assertThat(Looks.now(database)).isEmpty();
                statement.execute("ROLLBACK");
            }

            assertThat(Looks.now(database)).isPresent().isNotEqualTo(exported);
        }
    }

    @EveryPostgres
    void aChangeWhileTheExportIsMadeMakesAnother(PostgresServer shared) throws Exception {
        try (TestDatabase database = load(quiet(shared))) {
            Optional<Map<String, String>> exported;
            try (SnapshotCoordinator coordinator = Fixtures.open(database, Selection.everything())) {
                exported = coordinator.source().fingerprint();
                database.execute("INSERT INTO t VALUES (50, 'meanwhile')");
            }

            assertThat(Looks.now(database)).isPresent().isNotEqualTo(exported);
        }
    }

    /** The postmaster goes on, but the unlogged table is empty, and what was not waited for may be lost. */
    @EveryPostgres
    void theCrashOfASessionMakesAnother(PostgresServer shared) throws Exception {
        try (PostgresServer server = Looks.quietServer(shared.version())) {
            TestDatabase database = load(server);
            database.execute("CHECKPOINT");
            String started = database.query("SELECT pg_postmaster_start_time()").get(0);
            Optional<Map<String, String>> exported = Looks.exported(database);
            assertThat(exported).isPresent();
            assertThat(Looks.now(database)).isEqualTo(exported);

            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement();
                    var row = statement.executeQuery("SELECT pg_backend_pid()")) {
                row.next();
                ProcessHandle.of(row.getLong(1)).orElseThrow().destroyForcibly();
            }
            await().ignoreException(IllegalStateException.class)
                    .until(() -> database.number("SELECT count(*) FROM unlogged") == 0);

            assertThat(database.query("SELECT pg_postmaster_start_time()")).containsExactly(started);
            assertThat(Looks.now(database)).isNotEqualTo(exported);
        }
    }

    @Test
    void anotherStartOfTheServerMakesAnother() throws Exception {
        try (PostgresServer server = Looks.quietServer(17)) {
            TestDatabase database = load(server);
            Optional<Map<String, String>> exported = Looks.exported(database);

            server.restart();

            assertThat(Looks.now(database)).isPresent().isNotEqualTo(exported);
        }
    }

    /** A copy of the cluster has the same system identifier, database and transactions. */
    @Test
    void aCopyOfTheClusterHasAnother() throws Exception {
        try (PostgresServer server = Looks.quietServer(17)) {
            TestDatabase database = load(server);
            Optional<Map<String, String>> exported = Looks.exported(database);
            try (PostgresServer copy = server.startStandby()) {
                TestDatabase copied = new TestDatabase(copy, database.name());
                Optional<Map<String, String>> standby = Looks.now(copied);
                assertThat(standby).isPresent().isNotEqualTo(exported);

                copy.promote();

                assertThat(Looks.now(copied)).isPresent().isNotEqualTo(exported).isNotEqualTo(standby);
            }
        }
    }

    @EveryPostgres
    void aStandbyThatHasReplayedNothingHasTheSame(PostgresServer shared) throws Exception {
        try (PostgresServer server = Looks.quietServer(shared.version())) {
            TestDatabase database = load(server);
            try (PostgresServer standby = server.startStandby()) {
                TestDatabase replica = new TestDatabase(standby, database.name());
                List<String> changes = new ArrayList<>(List.of(
                        "INSERT INTO t VALUES (60, 'replayed')",
                        "SELECT setval('s', 2000)",
                        "CREATE TABLE replayed (x int)",
                        "CHECKPOINT"));
                for (String change : changes) {
                    Optional<Map<String, String>> exported = Looks.exported(replica);
                    assertThat(exported).isPresent();
                    assertThat(Looks.now(replica)).isEqualTo(exported);

                    database.execute(change);
                    String written =
                            database.query("SELECT pg_current_wal_insert_lsn()").get(0);
                    await().until(() -> replica.number(
                                    "SELECT count(*) FROM pg_last_wal_replay_lsn() l WHERE l >= '" + written + "'")
                            == 1);

                    assertThat(Looks.now(replica)).as(change).isPresent().isNotEqualTo(exported);
                }
            }
        }
    }

    @EveryPostgres
    void anotherDatabaseOfTheClusterMakesAnotherToo(PostgresServer shared) throws Exception {
        try (TestDatabase database = load(quiet(shared));
                TestDatabase neighbor = quiet(shared).createDatabase()) {
            Optional<Map<String, String>> exported = Looks.exported(database);
            neighbor.execute("CREATE TABLE t (x int)");

            assertThat(Looks.now(database)).isPresent().isNotEqualTo(exported);
            assertThat(Looks.now(neighbor)).isNotEqualTo(Looks.now(database));
        }
    }

    @Test
    void anotherUserOrSettingOfTheSessionMakesAnother(PostgresServer shared) throws Exception {
        PostgresServer server = quiet(shared);
        try (TestDatabase database = load(server)) {
            database.execute("CREATE ROLE other LOGIN SUPERUSER");
            Optional<Map<String, String>> exported = Looks.exported(database);

            assertThat(Looks.look(Fixtures.database(database, "other"), Optional.empty())
                            .fingerprint())
                    .isPresent()
                    .isNotEqualTo(exported);
            server.configure("search_path", "other, public");
            await().until(() -> database.query("SHOW search_path").equals(List.of("other, public")));
            assertThat(Looks.now(database)).isPresent().isNotEqualTo(exported);
            server.configure("search_path", "\"$user\", public");
            database.execute("DROP ROLE other");
        }
    }

    @EveryPostgres
    void withAnUnloggedSequenceThereIsNone(PostgresServer shared) throws Exception {
        if (shared.version() < 15) {
            return; // they came with PostgreSQL 15
        }
        try (TestDatabase database = load(quiet(shared))) {
            database.execute("CREATE UNLOGGED SEQUENCE u");

            assertThat(Looks.exported(database)).isEmpty();
            assertThat(Looks.now(database)).isEmpty();
        }
    }

    @Test
    void onAuroraThereIsNone(PostgresServer shared) throws Exception {
        try (TestDatabase database = load(quiet(shared))) {
            database.execute("CREATE FUNCTION aurora_version() RETURNS text LANGUAGE sql AS $$SELECT '17.2.1'$$");

            assertThat(Looks.exported(database)).isEmpty();
            assertThat(Looks.now(database)).isEmpty();
        }
    }

    @Test
    void sequencesThatNobodyMayReadAreNoHindrance(PostgresServer shared) throws Exception {
        try (TestDatabase database = load(quiet(shared))) {
            database.execute("CREATE ROLE reader LOGIN", "GRANT SELECT ON t TO reader");
            var reader = Fixtures.database(database, "reader");
            var before = Looks.look(reader, Optional.empty()).fingerprint();

            assertThat(before).isPresent();
            assertThat(Looks.look(reader, Optional.empty()).fingerprint()).isEqualTo(before);
            database.execute("DROP OWNED BY reader", "DROP ROLE reader");
        }
    }

    @Test
    void aLookHoldsNoLockOnASequence(PostgresServer shared) throws Exception {
        try (TestDatabase database = load(quiet(shared));
                SnapshotCoordinator coordinator =
                        Fixtures.open(database, Fixtures.selection(List.of("-t", "copied")))) {
            assertThat(coordinator.source().fingerprint()).isPresent();

            database.execute("SET lock_timeout = '2s'; DROP SEQUENCE s");
        }
    }

    @Test
    void aSequenceThatIsBeingDroppedLeavesNone(PostgresServer shared) throws SQLException, InterruptedException {
        try (TestDatabase database = load(quiet(shared));
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("DROP SEQUENCE s");

            assertThat(Looks.now(database)).isEmpty();
            try (SnapshotCoordinator coordinator =
                    Fixtures.open(database, Fixtures.selection(List.of("-t", "copied")))) {
                assertThat(coordinator.source().fingerprint()).isEmpty();
            }
        }
    }
}
