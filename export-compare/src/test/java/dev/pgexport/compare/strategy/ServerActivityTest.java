package dev.pgexport.compare.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.postgres.connection.ConnectionSettings;
import dev.pgexport.postgres.connection.Database;
import dev.pgexport.testkit.EveryPostgres;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class ServerActivityTest {
    @EveryPostgres
    void seesTheSessionsOfTheExportAlone(PostgresServer server) throws Exception {
        try (TestDatabase test = server.createDatabase()) {
            Database database = database(test);
            try (Connection before = database.connect();
                    Connection stranger = test.connect();
                    ServerActivity activity = ServerActivity.watch(database).orElseThrow()) {
                assertThat(activity.sample()).isZero();
                before.setAutoCommit(false);
                execute(before, "SELECT 1");

                try (Connection one = database.connect();
                        Connection other = database.connect()) {
                    one.setAutoCommit(false);
                    execute(one, "SELECT 1");
                    Awaitility.await().until(() -> {
                        activity.sample();
                        return activity.longestTransaction()
                                .filter(age -> age.compareTo(Duration.ofMillis(50)) > 0)
                                .isPresent();
                    });
                    assertThat(other.isClosed() || stranger.isClosed()).isFalse();
                }
                activity.counted();

                assertThat(activity.connections()).hasValue(2);
                assertThat(activity.sample()).isZero();
            }
        }
    }

    @EveryPostgres
    void countsWhatWasWrittenToTemporaryFiles(PostgresServer server) throws Exception {
        try (TestDatabase test = server.createDatabase()) {
            Database database = database(test);
            try (ServerActivity activity = ServerActivity.watch(database).orElseThrow()) {
                try (Connection sorting = database.connect()) {
                    execute(sorting, "SET work_mem = '64kB'");
                    execute(sorting, "SELECT count(*) FROM (SELECT i FROM generate_series(1, 200000) i ORDER BY -i) s");
                }

                assertThat(activity.counted().temporaryBytes()).isGreaterThan(1_000_000);
            }
        }
    }

    private static Database database(TestDatabase test) {
        return Database.resolve(new ConnectionSettings(Optional.of(test.uri().toString())), Map.of());
    }

    private static void execute(Connection connection, String sql) throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
