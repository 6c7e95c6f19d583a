package dev.pgexport.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgexport.cli.CommandLineHarness;
import dev.pgexport.cli.CommandLineHarness.Outcome;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Strategies compared on a real server, as a user would have it done. */
@ExtendWith(PostgresExtension.class)
class StrategiesEndToEndTest {
    @TempDir
    Path folder;

    private CommandLineHarness commandLine;
    private TestDatabase database;

    @BeforeEach
    void database(PostgresServers servers) {
        database = servers.version(15).createDatabase();
        database.execute(
                "CREATE TABLE moves (id bigserial PRIMARY KEY, note text)",
                "INSERT INTO moves (note) SELECT repeat('move ' || i, 20) FROM generate_series(1, 20000) i",
                "CREATE TABLE totals AS SELECT 20000 AS moves");
        commandLine = new CommandLineHarness(folder);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private Outcome compare(String... arguments) {
        return commandLine.run(Stream.concat(
                        Stream.of("compare", "--from", database.uri().toString(), "--to", "exports"),
                        Stream.of(arguments))
                .toArray(String[]::new));
    }

    @Test
    void onABusyDatabaseTheStrategiesAreTheSameToTheLastRow() throws Exception {
        AtomicLong written = new AtomicLong();
        try (Writers writers = Writers.start(database, written)) {
            Awaitility.await().until(() -> written.get() > 0);
            long before = written.get();

            Outcome outcome = compare("--strategies", "copy,pgdump", "--report", "report.json");

            assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
            assertThat(written.get()).as("rows written meanwhile").isGreaterThan(before + 10);
        }
        JsonNode report = report();
        assertThat(report.path("same").asBoolean()).isTrue();
        assertThat(report.at("/tables/0/rows").asLong()).isGreaterThan(20_000);
        assertThat(report.at("/sides/0/snapshotTime")).isEqualTo(report.at("/sides/1/snapshotTime"));
    }

    @Test
    void withSnapshotsOfTheirOwnTheyAreNot() throws Exception {
        AtomicLong written = new AtomicLong();
        try (Writers writers = Writers.start(database, written)) {
            for (String strategy : List.of("copy", "pgdump")) {
                long before = written.get();
                Awaitility.await().until(() -> written.get() > before);
                Outcome run = commandLine.run(
                        "run", "--strategy", strategy, "--from", database.uri().toString(), "--to", strategy);
                assertThat(run.exitCode()).as(run.err()).isZero();
            }
        }

        assertThat(commandLine.run("compare", "copy", "pgdump").exitCode()).isEqualTo(1);
    }

    @Test
    void whatEachStrategyTookIsMeasured() throws Exception {
        Outcome outcome = compare("--strategies", "copy,pgdump", "--report", "report.json");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .containsPattern("EACH EXPORT TOOK +copy +pgdump")
                .containsPattern("Rows +20,001 +20,001");
        for (int side = 0; side < 2; side++) {
            JsonNode statistics = report().at("/sides/" + side + "/statistics");
            double wallTime = statistics.path("wallTime").asDouble();
            assertThat(wallTime).isBetween(0.01, 600.0);
            assertThat(statistics.path("timeToFirstByte").asDouble()).isBetween(0.001, wallTime);
            assertThat(statistics.path("bytes").asLong()).isBetween(1_000L, 2_400_000L);
            assertThat(statistics.path("uncompressedBytes").asLong()).isGreaterThan(2_000_000);
            assertThat(statistics.path("peakMemory").asLong()).isBetween(50_000_000L, 4_000_000_000L);
            assertThat(statistics.path("processorTime").asDouble()).isPositive();
            assertThat(statistics.path("connections").asLong()).isBetween(2L, 20L);
            assertThat(statistics.path("longestTransaction").asDouble()).isBetween(0.001, wallTime + 1);
            assertThat(statistics.path("blocksRead").asLong()).isNotNegative();
            assertThat(statistics.path("temporaryBytes").asLong()).isZero();
            assertThat(statistics.has("storageRequests"))
                    .as("a folder takes no requests")
                    .isFalse();
        }
    }

    @Test
    void aReportOfAnotherExtensionIsAUsageErrorBeforeAnythingIsDone() {
        Outcome outcome = compare("--strategies", "copy,pgdump", "--report", "report.pdf");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("--report", "ends in .html, .md, .json or .xml");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void thereHasToBeSomethingToCompareWith() {
        assertThat(compare("--strategies", "copy").exitCode()).isEqualTo(2);
        assertThat(compare().err()).contains("what to compare?");
    }

    @Test
    void strategyThatIsNotThereIsNamed() {
        Outcome outcome = compare("--strategies", "copy,pgdmp");

        assertThat(outcome.exitCode()).isEqualTo(78);
        assertThat(outcome.err()).contains("there is no strategy pgdmp", "pgdump");
    }

    @Test
    void reportsAreWrittenInEveryFormAlsoOfWhatDiffers() {
        assertThat(compare("--strategies", "copy,pgdump").exitCode()).isZero();
        database.execute("UPDATE moves SET note = '<b>' WHERE id = 7");

        Outcome outcome = compare(
                "exports",
                database.uri().toString(),
                "--rows",
                "3",
                "--show-values",
                "--report",
                "out/r.html",
                "--report",
                "out/r.md",
                "--report",
                "out/r.xml");

        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(1);
        assertThat(outcome.err()).contains("wrote " + folder.resolve("out/r.html"));
        assertThat(folder.resolve("out/r.html"))
                .content()
                .contains("differs from", "&lt;b&gt;")
                .doesNotContain("<b>");
        assertThat(folder.resolve("out/r.md"))
                .content()
                .startsWith("## ❌ database differs from pgdump in 1 of 2 tables");
        assertThat(folder.resolve("out/r.xml"))
                .content()
                .contains("<failure type=\"different\" message=\"1 row changed");
    }

    private JsonNode report() throws IOException {
        return new ObjectMapper().readTree(folder.resolve("report.json").toFile());
    }

    /** Sessions that change rows all the time. */
    private record Writers(AtomicBoolean done, List<Thread> threads) implements AutoCloseable {
        static Writers start(TestDatabase database, AtomicLong written) {
            Writers writers = new Writers(new AtomicBoolean(), new ArrayList<>());
            for (int i = 0; i < 2; i++) {
                Thread thread = new Thread(() -> write(database, writers.done, written));
                thread.start();
                writers.threads.add(thread);
            }
            return writers;
        }

        private static void write(TestDatabase database, AtomicBoolean done, AtomicLong written) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                while (!done.get()) {
                    statement.execute("BEGIN; INSERT INTO moves (note) VALUES ('new');"
                            + " UPDATE moves SET note = note || '.' WHERE id = 1 + random() * 1000;"
                            + " UPDATE totals SET moves = moves + 1; COMMIT");
                    written.incrementAndGet();
                }
            } catch (SQLException e) {
                throw new IllegalStateException("a writer failed", e);
            }
        }

        @Override
        public void close() throws InterruptedException {
            done.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }
}
