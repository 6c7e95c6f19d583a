package dev.pgexport.postgres.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.Finding;
import dev.pgexport.api.Finding.Status;
import dev.pgexport.api.Selection;
import dev.pgexport.api.manifest.Consistency;
import dev.pgexport.api.manifest.LeftOut;
import dev.pgexport.postgres.Fixtures;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A standby that replays all the while can be exported: its snapshots are as good as its primary's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandbyTest {
    private static final int VERSION = 17;

    private PostgresServer primary;
    private PostgresServer standby;
    private TestDatabase original;
    private TestDatabase replica;

    @BeforeAll
    void start() {
        primary = PostgresServer.start(VERSION);
        original = primary.createDatabase();
        original.execute(
                "CREATE TABLE t AS SELECT generate_series(1, 10) AS x",
                "CREATE UNLOGGED TABLE unlogged AS SELECT 1 AS x",
                "CREATE SEQUENCE s");
        standby = primary.startStandby();
        replica = new TestDatabase(standby, original.name());
    }

    @AfterAll
    void stop() {
        standby.close();
        primary.close();
    }

    @Test
    void letsEveryWorkerSeeTheSameMomentWhileItReplays() throws Exception {
        long before = original.number("SELECT count(*) FROM t");
        try (SnapshotCoordinator coordinator = Fixtures.open(replica, Selection.everything());
                Connection first = coordinator.worker()) {
            original.execute("INSERT INTO t VALUES (11)");
            await().untilAsserted(() ->
                    assertThat(replica.number("SELECT count(*) FROM t")).isEqualTo(before + 1));

            try (Connection second = coordinator.worker()) {
                assertThat(rows(first)).isEqualTo(before);
                assertThat(rows(second)).isEqualTo(before);
            }
            coordinator.confirm();
            assertThat(coordinator.consistency()).isEqualTo(Consistency.TRANSACTION_SNAPSHOT);
            assertThat(coordinator.source().replica()).isTrue();
            assertThat(coordinator.source().lsn().orElse("")).matches("[0-9A-F]+/[0-9A-F]+");
        }
    }

    @Test
    void leavesOutWhatAStandbyDoesNotHave() throws Exception {
        assertThat(Fixtures.catalog(replica, Selection.everything()).leftOut())
                .extracting(LeftOut::kind, LeftOut::name, LeftOut::reason)
                .containsExactly(tuple("table data", "public.unlogged", "unlogged: a standby does not have it"));
    }

    @Test
    void hasNoSerializableSnapshot() {
        SnapshotSettings serializable = new SnapshotSettings(Duration.ofSeconds(30), Optional.empty(), true);

        assertThatThrownBy(() -> Fixtures.open(Fixtures.database(replica), serializable, Selection.everything()))
                .satisfies(failure -> SnapshotCoordinatorTest.hasKind(failure, Kind.CONFIGURATION))
                .hasMessage("a standby has no serializable snapshots");
    }

    @Test
    void isDiagnosedAsOneThatMayCancelTheExport() throws Exception {
        List<Finding> findings = CatalogDiagnosis.of(
                Fixtures.database(replica),
                SnapshotSettings.defaults(),
                Selection.everything(),
                3,
                new Fixtures.Token());

        assertThat(findings).noneMatch(finding -> finding.status() == Status.FAILURE);
        assertThat(findings)
                .contains(Finding.warning(
                        "role",
                        "a standby, which cancels queries that keep it from replaying for 30 s",
                        "perhaps set hot_standby_feedback = on, or raise max_standby_streaming_delay"));
    }

    private static long rows(Connection worker) throws SQLException {
        try (Statement statement = worker.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM public.t")) {
            row.next();
            return row.getLong(1);
        }
    }
}
