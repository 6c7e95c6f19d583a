package dev.pgexport.postgressink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A server whose table of locks has room to make the tables, and none to drop them with their indexes at once. */
@ExtendWith(PostgresExtension.class)
class FewLocksTest {
    private static final int TABLES = 200;

    @TempDir
    Path folder;

    @Test
    void whatCannotBeDroppedAtOnceIsDroppedSingly(PostgresServers servers) {
        try (PostgresServer server = PostgresServer.start(
                        15, Map.of("max_locks_per_transaction", "10", "max_connections", "20"), List.of());
                TestDatabase source = servers.version(15).createDatabase();
                TestDatabase target = server.createDatabase()) {
            source.execute("CREATE SCHEMA many");
            for (int i = 0; i < TABLES; i++) {
                String schema = i % 2 == 0 ? "public" : "many";
                source.execute("CREATE TABLE " + schema + ".t" + i
                        + " (id int PRIMARY KEY, other int UNIQUE, more int UNIQUE)");
            }
            source.execute(
                    "CREATE TABLE wrong (id int)",
                    "INSERT INTO wrong VALUES (1)",
                    "SET session_replication_role = replica; ALTER TABLE wrong ADD FOREIGN KEY (id) REFERENCES t0 NOT VALID;"
                            + " UPDATE pg_constraint SET convalidated = true WHERE conrelid = 'wrong'::regclass");
            List<String> before = Catalogs.everything(target);

            assertThatThrownBy(() -> new TestLoad(source, target, folder)
                            .set("copy.part-size", "1GiB")
                            .run())
                    .hasMessageContaining("wrong_id_fkey");

            assertThat(Catalogs.difference(before, Catalogs.everything(target))).isEmpty();
        }
    }
}
