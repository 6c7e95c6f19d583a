package dev.pgexport.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgexport.cli.CommandLineHarness;
import dev.pgexport.cli.CommandLineHarness.Outcome;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real command lines that find nothing to do, against a server on which nothing else happens. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NothingToDoEndToEndTest {
    private PostgresServer server;
    private TestDatabase database;
    private Path folder;
    private CommandLineHarness commandLine;

    @BeforeAll
    void start() {
        server = PostgresServer.start(15, Map.of("autovacuum", "off"), List.of());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void load(@TempDir Path folder) {
        this.folder = folder;
        database = server.createDatabase();
        database.execute("CREATE TABLE moves AS SELECT i AS id FROM generate_series(1, 1000) i", "CREATE SEQUENCE s");
        commandLine = new CommandLineHarness(folder);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private Outcome export(String id, String... more) {
        return commandLine.run(Stream.concat(
                        Stream.of("run", "--from", database.uri().toString(), "--to", "exports", "--id", id),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copy",
                "copy --copy-format=binary --compression=none",
                "pgdump",
                "pgdump --pgdump-mode=plain",
                "pgdump --pgdump-mode=staged"
            })
    void whatHasNotChangedIsNotExportedAgain(String strategy) {
        String[] options = ("--skip-unchanged --strategy " + strategy).split(" ");
        Outcome first = export("first", options);
        List<Path> before = files();
        long start = System.nanoTime();

        Outcome second = export("second", options);

        Duration took = Duration.ofNanos(System.nanoTime() - start);
        System.out.println("nothing to do after " + took.toMillis() + " ms: " + strategy);
        assertThat(first.out()).contains("1 table, 1,000 rows");
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(second.out().lines())
                .first()
                .isEqualTo(folder.resolve("exports/first").toString());
        assertThat(second.out()).contains("unchanged since, nothing stored: 1 table, 1,000 rows");
        assertThat(files()).isEqualTo(before);
        assertThat(took).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void theResultAsJsonNamesTheExportThatHasTheData() {
        export("first");

        Outcome second = export("second", "--skip-unchanged", "--json");

        assertThat(second.out())
                .contains("exports/first\"", "\"id\":\"first\"", "\"unchanged\":true", "\"madeBefore\":true");
    }

    @Test
    void whatHasChangedIsExported() {
        export("first");
        database.execute("UPDATE moves SET id = 0 WHERE id = 1");

        Outcome second = export("second", "--skip-unchanged");

        assertThat(second.out()).contains("exports/second");
        assertThat(second.err()).contains("changed since first: transactions");
        assertThat(export("third", "--skip-unchanged").out()).contains("exports/second", "unchanged since");
    }

    @Test
    void theNextValueOfASequenceIsAChange() {
        database.execute("SELECT nextval('s')");
        export("first");
        database.execute("SELECT nextval('s')"); // takes no transaction id

        Outcome second = export("second", "--skip-unchanged");

        assertThat(second.out()).contains("exports/second");
        assertThat(second.err()).contains("changed since first: sequences");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-t moves", "--copy-format text", "--compression gzip", "--strategy pgdump", "--data-only"})
    void anotherSelectionFormatOrStrategyIsExported(String other) {
        export("first");

        Outcome second = export("second", ("--skip-unchanged " + other).split(" "));

        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(second.out()).contains("exports/second");
    }

    @Test
    void anExportThatHasLostAnObjectIsMadeAgain() throws IOException {
        export("first");
        Files.delete(folder.resolve("exports/first/sequences/values.csv.zst"));

        assertThat(export("second", "--skip-unchanged").out()).contains("exports/second");
    }

    @Test
    void theStrategySnapshotRefusesToSkip() {
        Outcome refused = commandLine.run(
                "run",
                "--strategy",
                "snapshot",
                "--skip-unchanged",
                "--to",
                "exports",
                "--snapshot-instance",
                "app",
                "--snapshot-role-arn",
                "arn:aws:iam::123456789012:role/export",
                "--snapshot-kms-key",
                "alias/export",
                "--snapshot-database",
                "app");

        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(78);
        assertThat(refused.err()).contains("snapshot cannot tell whether its source has changed", "--skip-unchanged");
    }

    /** A run that waits for a table, as long as the test wants. */
    private void whileARunIsAtWork(String id, Runnable action, String... more) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            CompletableFuture<Outcome> running;
            statement.execute("BEGIN; LOCK TABLE moves");
            running = CompletableFuture.supplyAsync(() -> export(id, more));
            await().until(() -> database.number(
                            "SELECT count(*) FROM pg_locks WHERE relation = 'moves'::regclass" + " AND NOT granted")
                    == 1);
            action.run();
            statement.execute("ROLLBACK");
            assertThat(running.get().exitCode()).as(running.get().err()).isZero();
        }
        assertThat(folder.resolve("exports").resolve(id).resolve("manifest.json"))
                .isRegularFile();
    }

    @Test
    void aDoubledStartDoesNothing() throws Exception {
        whileARunIsAtWork("noon", () -> {
            List<Path> before = files();

            Outcome doubled = export("noon", "--when-running", "skip");

            assertThat(doubled.exitCode()).as(doubled.err()).isZero();
            assertThat(doubled.out()).isEmpty();
            assertThat(doubled.err()).contains("nothing to do: another run holds noon");
            assertThat(files()).isEqualTo(before);
        });
    }

    @Test
    void anOverlappingStartDoesNothing() throws Exception {
        whileARunIsAtWork(
                "noon",
                () -> {
                    List<Path> before = files();

                    Outcome overlapping = export("midnight", "--when-running", "skip");
                    Outcome json = export("midnight", "--when-running", "skip", "--json");

                    assertThat(overlapping.exitCode()).as(overlapping.err()).isZero();
                    assertThat(overlapping.out()).isEmpty();
                    assertThat(overlapping.err()).contains("nothing to do: another run of this task");
                    assertThat(json.out())
                            .contains("\"skipped\":\"another run of this task", "\"id\":\"midnight\"")
                            .doesNotContain("\"export\"");
                    assertThat(files()).isEqualTo(before);
                },
                "--when-running",
                "skip");
    }

    @Test
    void anOverlappingStartThatIsToFailEndsWith73() throws Exception {
        whileARunIsAtWork(
                "noon",
                () -> {
                    Outcome overlapping = export("midnight", "--when-running", "fail");

                    assertThat(overlapping.exitCode()).isEqualTo(73);
                    assertThat(overlapping.err()).contains("another run of this task");
                },
                "--when-running",
                "skip");
    }

    @Test
    void anotherTaskRunsBesideIt() throws Exception {
        database.execute("CREATE TABLE services (id int)");
        whileARunIsAtWork(
                "noon",
                () -> {
                    Outcome other = export("midnight", "--when-running", "skip", "-t", "services");

                    assertThat(other.exitCode()).as(other.err()).isZero();
                    assertThat(other.out()).contains("exports/midnight");
                },
                "--when-running",
                "skip");
    }
}
