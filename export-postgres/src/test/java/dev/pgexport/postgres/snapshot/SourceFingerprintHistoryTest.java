package dev.pgexport.postgres.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.postgres.Fixtures;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever several sessions do, in whatever order: where fingerprints are the same an export would show the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SourceFingerprintHistoryTest {
    private static final int STEPS = 150;
    private static final int SESSIONS = 3;

    private static final List<String> STATEMENTS = List.of(
            "BEGIN",
            "BEGIN",
            "BEGIN; INSERT INTO t VALUES (%d)",
            "COMMIT",
            "COMMIT",
            "ROLLBACK",
            "SAVEPOINT s",
            "ROLLBACK TO s",
            "PREPARE TRANSACTION 'p'",
            "COMMIT PREPARED 'p'",
            "ROLLBACK PREPARED 'p'",
            "INSERT INTO t VALUES (%d)",
            "UPDATE t SET x = %d WHERE x = (SELECT min(x) FROM t)",
            "DELETE FROM t WHERE x = (SELECT max(x) FROM t)",
            "TRUNCATE t",
            "INSERT INTO u VALUES (%d)",
            "SELECT nextval('q')",
            "SELECT nextval('q')",
            "SELECT nextval('q')",
            "SELECT setval('q', %d)",
            "SELECT setval('q', 1)",
            "SELECT setval('q', 1, false)",
            "SELECT nextval('small')",
            "SELECT nextval('small')",
            "ALTER SEQUENCE q RESTART",
            "COMMENT ON TABLE t IS '%d'",
            "SELECT lo_from_bytea(0, '%d')",
            "SELECT lo_unlink((SELECT min(oid) FROM pg_largeobject_metadata))",
            "CHECKPOINT",
            "VACUUM t",
            "ANALYZE t",
            "SELECT count(*) FROM t");

    /** As of a snapshot; the values of sequences are those that an export reads beside it. */
    private static final String CONTENT = """
            SELECT (SELECT string_agg(x::text, ' ' ORDER BY x) FROM public.t), (SELECT string_agg(x::text, ' ' ORDER BY x) FROM public.u),
                obj_description('public.t'::regclass),
                (SELECT string_agg(loid::text || encode(data, 'hex'), ' ' ORDER BY loid) FROM pg_largeobject),
                (SELECT last_value::text || is_called FROM public.q), (SELECT last_value::text || is_called FROM public.small)
            """;

    private PostgresServer server;

    @BeforeAll
    void start() {
        server = Looks.quietServer(17);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private record Exported(Map<String, String> fingerprint, String content) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theSameFingerprintMeansTheSameContent(long seed) throws Exception {
        Random random = new Random(seed);
        try (TestDatabase database = server.createDatabase()) {
            database.execute(
                    "CREATE TABLE t (x int)",
                    "CREATE UNLOGGED TABLE u (x int)",
                    "CREATE SEQUENCE q",
                    "CREATE SEQUENCE small MAXVALUE 3 CYCLE");
            List<Connection> sessions = new ArrayList<>();
            try {
                for (int i = 0; i < SESSIONS; i++) {
                    sessions.add(database.connect());
                }
                int same = walk(database, sessions, random);

                System.out.println("seed " + seed + ": " + same + " looks found nothing changed");
                assertThat(same).isGreaterThan(5);
            } finally {
                for (Connection session : sessions) {
                    session.close();
                }
                if (!database.query("SELECT gid FROM pg_prepared_xacts").isEmpty()) {
                    database.execute("ROLLBACK PREPARED 'p'");
                }
            }
        }
    }

    private static int walk(TestDatabase database, List<Connection> sessions, Random random) throws Exception {
        List<Exported> exports = new ArrayList<>();
        List<String> history = new ArrayList<>();
        int same = 0;
        for (int step = 0; step < STEPS; step++) {
            int session = random.nextInt(SESSIONS);
            String statement = STATEMENTS.get(random.nextInt(STATEMENTS.size())).formatted(1 + random.nextInt(1000));
            history.add(session + ": " + statement + " " + execute(sessions.get(session), statement));
            if (random.nextInt(3) == 0) {
                export(database, exports);
                history.add("export");
            }
            var now = Looks.now(database);
            if (now.isPresent()) {
                String content;
                try (Connection reader = database.connect()) {
                    content = content(reader);
                }
                for (Exported export : exports) {
                    if (export.fingerprint.equals(now.get())) {
                        same++;
                        assertThat(content)
                                .as(() -> history.stream().collect(Collectors.joining("\n")))
                                .isEqualTo(export.content);
                    }
                }
            }
        }
        return same;
    }

    private static void export(TestDatabase database, List<Exported> exports) throws Exception {
        try (SnapshotCoordinator coordinator =
                Fixtures.open(database, Fixtures.selection(List.of("-t", "q", "-t", "small")))) {
            if (coordinator.source().fingerprint().isPresent()) {
                try (Connection worker = coordinator.worker()) {
                    exports.add(new Exported(coordinator.source().fingerprint().get(), content(worker)));
                }
            }
        }
    }

    private static String execute(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute("SET lock_timeout = '20ms'");
            statement.execute(sql);
            return "";
        } catch (SQLException e) {
            try (Statement statement = session.createStatement()) {
                if (e.getSQLState().equals("25P02") || e.getSQLState().equals("55P03")) {
                    statement.execute("ROLLBACK");
                }
            }
            return "(" + e.getSQLState() + ")";
        }
    }

    private static String content(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(CONTENT)) {
            row.next();
            List<String> values = new ArrayList<>();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                values.add(String.valueOf(row.getString(i)));
            }
            return String.join(" | ", values);
        }
    }
}
