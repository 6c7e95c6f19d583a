package dev.pgexport.postgres.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.postgres.Fixtures;
import dev.pgexport.testkit.EveryPostgres;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.TestDatabase;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One run of a task at a time has an export of a database open. */
@ExtendWith(PostgresExtension.class)
class TaskLockTest {
    private static SnapshotCoordinator open(TestDatabase database, String task) throws InterruptedException {
        return SnapshotCoordinator.open(
                Fixtures.database(database), SnapshotSettings.defaults(), Looks.request(Optional.of(task)));
    }

    private static boolean busy(TestDatabase database, String task) throws InterruptedException {
        return Looks.look(Fixtures.database(database), Optional.of(task)).busy();
    }

    @EveryPostgres
    void anotherRunOfTheTaskIsRefusedUntilTheExportIsClosed(PostgresServer server) throws Exception {
        try (TestDatabase database = server.createDatabase()) {
            assertThat(busy(database, "nightly")).isFalse();
            try (SnapshotCoordinator first = open(database, "nightly")) {
                assertThat(busy(database, "nightly")).isTrue();
                assertThatThrownBy(() -> open(database, "nightly"))
                        .isInstanceOfSatisfying(
                                ExportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BUSY));
                first.confirm();
            }

            await().until(() -> !busy(database, "nightly"));
            open(database, "nightly").close();
        }
    }

    @Test
    void otherTasksAndOtherDatabasesAreNotItsBusiness(PostgresServer server, TestDatabase database) throws Exception {
        try (TestDatabase other = server.createDatabase();
                SnapshotCoordinator first = open(database, "nightly");
                SnapshotCoordinator second = open(database, "weekly");
                SnapshotCoordinator third = open(other, "nightly")) {
            assertThat(busy(database, "hourly")).isFalse();
            first.confirm();
            second.confirm();
            third.confirm();
        }
    }

    /** As after kill -9: nothing is left that somebody would have to remove. */
    @Test
    void theLockEndsWithItsSession(TestDatabase database) throws Exception {
        try (SnapshotCoordinator first = open(database, "nightly")) {
            assertThat(first.source().database()).isEqualTo(database.name());
            database.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
                    + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");

            await().until(() -> !busy(database, "nightly"));
        }
    }

    @Test
    void aStandbyKnowsTheLockToo() throws Exception {
        try (PostgresServer server = Looks.quietServer(17)) {
            TestDatabase database = server.createDatabase();
            try (PostgresServer standby = server.startStandby()) {
                TestDatabase replica = new TestDatabase(standby, database.name());
                try (SnapshotCoordinator first = open(replica, "nightly")) {
                    assertThat(busy(replica, "nightly")).isTrue();
                    first.confirm();
                }
            }
        }
    }
}
