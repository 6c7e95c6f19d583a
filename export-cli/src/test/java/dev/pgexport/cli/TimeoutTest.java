package dev.pgexport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgexport.cli.CommandLineHarness.Outcome;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A run that may take a certain time and no longer. */
@ExtendWith(PostgresExtension.class)
class TimeoutTest {
    @TempDir
    Path folder;

    private Outcome export(TestDatabase database, String... more) {
        return new CommandLineHarness(folder)
                .run(Stream.concat(
                                Stream.of(
                                        "run", "--from", database.uri().toString(), "--to", "exports", "--id", "first"),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith(".pgexport"))
                    .toList();
        }
    }

    @Test
    void aRunThatTakesLongerIsStoppedAndLeavesNothing(TestDatabase database) throws Exception {
        // Two tables are written before the third makes the run wait: there is something to remove.
        database.execute(
                "CREATE TABLE orders AS SELECT i FROM generate_series(1, 1000) i",
                "CREATE TABLE services AS SELECT i FROM generate_series(1, 1000) i",
                "CREATE TABLE moves (id int)");
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE moves IN ACCESS EXCLUSIVE MODE");

            Outcome run = export(database, "--timeout", "3s");

            assertThat(run.exitCode()).as(run.err()).isEqualTo(124);
            assertThat(run.err())
                    .contains("pgexport: the export did not fit in 3.0 s and was stopped")
                    .contains("--timeout");
            assertThat(files()).isEmpty();
        }
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(database.number("SELECT count(*) FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND application_name = 'pgexport'"))
                        .isZero());
    }

    @Test
    void aRunThatFitsIsMade(TestDatabase database) throws Exception {
        database.execute("CREATE TABLE moves (id int)");

        Outcome run = export(database, "--timeout", "10m");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(files()).contains("manifest.json");
    }

    @Test
    void noTimeAtAllIsRefused(TestDatabase database) {
        Outcome run = export(database, "--timeout", "0");

        assertThat(run.exitCode()).isEqualTo(78);
        assertThat(run.err()).contains("timeout is longer than nothing");
    }
}
