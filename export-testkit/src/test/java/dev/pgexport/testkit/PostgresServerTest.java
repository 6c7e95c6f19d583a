package dev.pgexport.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class PostgresServerTest {
    @EveryPostgres
    void aServerIsOfTheVersionAskedFor(PostgresServer server) {
        try (TestDatabase database = server.createDatabase()) {
            assertThat(database.number("SELECT current_setting('server_version_num')::int / 10000"))
                    .isEqualTo(server.version());
        }
    }

    @Test
    void everySupportedVersionIsThere(PostgresServers servers) {
        assertThat(servers.versions()).endsWith(14, 15, 16, 17, 18);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void theOldestSupportedVersionIsThereWhereItIsToBeHad(PostgresServers servers) {
        assertThat(servers.versions()).startsWith(13);
    }

    @Test
    void aServerTakesSettings(PostgresServers servers) {
        try (PostgresServer server = PostgresServer.start(
                servers.newest().version(), Map.of("max_connections", "17", "cluster_name", "it's"), List.of())) {
            TestDatabase database = new TestDatabase(server, "postgres");

            assertThat(database.query("SHOW max_connections")).containsExactly("17");
            assertThat(database.query("SHOW cluster_name")).containsExactly("it's");
        }
    }

    @Test
    void aStandbyReplaysWhatItsPrimaryCommits(PostgresServers servers) {
        try (PostgresServer primary = PostgresServer.start(servers.newest().version())) {
            TestDatabase database = primary.createDatabase();
            database.execute("CREATE TABLE t AS SELECT 1 AS x");
            try (PostgresServer standby = primary.startStandby()) {
                TestDatabase replica = new TestDatabase(standby, database.name());
                assertThat(replica.query("SELECT x || ' ' || pg_is_in_recovery() FROM t"))
                        .containsExactly("1 true");

                database.execute("UPDATE t SET x = 2");

                await().untilAsserted(() ->
                        assertThat(replica.number("SELECT x FROM t")).isEqualTo(2));
            }
        }
    }

    @Test
    void aClosedServerLeavesNothing(PostgresServers servers) {
        PostgresServer server = PostgresServer.start(servers.newest().version());

        server.close();

        assertThat(server.socketFolder()).doesNotExist();
        assertThatThrownBy(() -> server.connect("postgres")).isInstanceOf(SQLException.class);
    }

    @Test
    void aDatabaseIsFreshAndDroppedWhenClosed(PostgresServer server) {
        TestDatabase database = server.createDatabase("a \"name\" with/everything");
        assertThat(database.query("SELECT current_database()")).containsExactly("a \"name\" with/everything");

        database.close();

        assertThat(new TestDatabase(server, "postgres").query("SELECT datname FROM pg_database"))
                .doesNotContain("a \"name\" with/everything");
    }

    @Test
    void theServerRunsOnLoopbackOnly(TestDatabase database) {
        assertThat(database.query("SHOW listen_addresses")).containsExactly("127.0.0.1");
        assertThat(Files.isDirectory(database.server().dataFolder())).isTrue();
    }
}
