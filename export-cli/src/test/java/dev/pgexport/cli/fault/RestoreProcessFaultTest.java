package dev.pgexport.cli.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgexport.cli.CommandLineHarness;
import dev.pgexport.cli.CommandLineHarness.Outcome;
import dev.pgexport.cli.Gate;
import dev.pgexport.cli.Main;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A restore's own process is killed or told to end in the middle of a step, and the same command is given again. */
@Timeout(120)
@ExtendWith(PostgresExtension.class)
class RestoreProcessFaultTest {
    /** The oldest server that Debian's pg_dump 15 and every newer one can dump. */
    private static final int VERSION = 15;

    /** Where a restore waits while the test holds the gate shut: at a row, or at an index. */
    enum Moment {
        ROWS,
        INDEXES
    }

    @TempDir
    Path folder;

    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private TestDatabase source;
    private TestDatabase target;

    @BeforeEach
    void databases(PostgresServers servers) {
        source = servers.version(VERSION).createDatabase();
        target = servers.version(VERSION).createDatabase();
        source.execute(
                Gate.FUNCTION,
                // Without a key, so that nothing but the comparison sees a row that is there twice.
                "CREATE TABLE orders (id integer, token text, CHECK (gate('ROWS', id)))",
                "INSERT INTO orders SELECT i, repeat(md5(i::text), 3) FROM generate_series(1, 60000) i",
                "CREATE TABLE customers AS SELECT i AS id, 'customer ' || i AS name FROM generate_series(1, 20000) i",
                "CREATE INDEX at_the_gate ON customers (gate('INDEXES', id), id)",
                "CREATE INDEX by_token ON orders (token)");
    }

    @AfterEach
    void drop() {
        executor.shutdownNow();
        source.close();
        target.close();
    }

    @ParameterizedTest
    @CsvSource({
        "COPY_IN_PARTS, ROWS",
        "COPY_IN_PARTS, INDEXES",
        "PGDUMP_STREAM, ROWS",
        "PGDUMP_STREAM, INDEXES",
        "PGDUMP_STAGED, ROWS",
        "PGDUMP_STAGED, INDEXES",
        "PGDUMP_PLAIN, ROWS",
        "PGDUMP_PLAIN, INDEXES"
    })
    void aKilledRestoreIsCompletedByTheSameCommand(Variant variant, Moment moment) throws Exception {
        export(variant);
        try (Gate gate = Gate.shut(target, moment.name())) {
            Process restore = start();
            gate.awaitSomebody();

            restore.destroyForcibly().waitFor();
            gate.open();
            awaitNoSessions();
        }

        List<String> there = target.query(
                "SELECT tablename FROM pg_tables WHERE schemaname IN ('public', 'pgexport_restore') ORDER BY 1");
        if (!isOneTransaction(variant)) {
            assertThat(there).containsExactly("customers", "done", "orders");
            assertCompletes(again(), true);
        } else if (there.isEmpty()) {
            // At an index all has been read and found right for long.
            assertThat(moment).isEqualTo(Moment.ROWS);
            assertCompletes(again(), false);
        } else {
            // Everything was found right and handed over, though it may be in the pipe and the socket's buffers: its
            // one
            // transaction was committed by the program.
            assertThat(there).containsExactly("customers", "orders");
            assertWhole();
            assertThat(again().exitCode()).isEqualTo(73);
        }
    }

    private static boolean isOneTransaction(Variant variant) {
        return variant == Variant.PGDUMP_STREAM || variant == Variant.PGDUMP_PLAIN;
    }

    @ParameterizedTest
    @CsvSource({"COPY_IN_PARTS, ROWS", "COPY_IN_PARTS, INDEXES", "PGDUMP_STAGED, ROWS", "PGDUMP_STREAM, INDEXES"})
    void whatAKilledRestoreStillDoesOnTheServerIsEndedFirst(Variant variant, Moment moment) throws Exception {
        export(variant);
        try (Gate gate = Gate.shut(target, moment.name())) {
            Process restore = start();
            int left = gate.awaitSomebody();
            restore.destroyForcibly().waitFor();

            Future<Outcome> second = executor.submit(this::again);
            gate.awaitWithout(left);
            gate.open();

            assertCompletes(second.get(), !isOneTransaction(variant));
        }
    }

    @Test
    void aTerminatedRestoreIsCompletedByTheSameCommand() throws Exception {
        export(Variant.COPY_IN_PARTS);
        try (Gate gate = Gate.shut(target, Moment.ROWS.name())) {
            Process restore = start();
            gate.awaitSomebody();

            restore.destroy();

            assertThat(restore.waitFor(5, TimeUnit.SECONDS))
                    .as("ended within 5 s")
                    .isTrue();
            assertThat(restore.exitValue()).isEqualTo(143);
            awaitNoSessions();
        }
        assertCompletes(again(), true);
    }

    private void export(Variant variant) {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--from",
                source.uri().toString(),
                "--to",
                exports(),
                "--id",
                "nightly",
                "--jobs",
                "2",
                "--compression",
                "none"));
        arguments.addAll(variant.flags());
        Outcome run = new CommandLineHarness(folder).run(arguments.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    private String exports() {
        return folder.resolve("exports").toString();
    }

    private List<String> arguments() {
        return List.of(
                "restore",
                exports() + "/nightly",
                "--to",
                target.uri().toString(),
                "--jobs",
                "2",
                "--scratch",
                folder.resolve("scratch").toString());
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-cp", classPath()));
        command.add(Main.class.getName());
        command.addAll(arguments());
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private static String classPath() {
        String ofSurefire = System.getProperty("surefire.test.class.path", "");
        return ofSurefire.isEmpty() ? System.getProperty("java.class.path") : ofSurefire;
    }

    private Outcome again() {
        return new CommandLineHarness(folder).run(arguments().toArray(String[]::new));
    }

    private void assertCompletes(Outcome restore, boolean resumed) {
        assertThat(restore.exitCode()).as(restore.out() + restore.err()).isZero();
        assertThat(restore.out()).contains("2 tables, 80,000 rows", "compared: same");
        assertThat(restore.out().contains("going on with an interrupted restore"))
                .isEqualTo(resumed);
        assertWhole();
    }

    private void assertWhole() {
        Outcome compare = new CommandLineHarness(folder)
                .run("compare", source.uri().toString(), target.uri().toString());
        assertThat(compare.exitCode()).as(compare.out() + compare.err()).isZero();
        assertThat(target.query("SELECT indexname FROM pg_indexes WHERE schemaname = 'public'"))
                .containsExactlyInAnyOrder("at_the_gate", "by_token");
        assertThat(target.query("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'pgexport%'"))
                .isEmpty();
    }

    private void awaitNoSessions() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(target.query("SELECT query FROM pg_stat_activity WHERE datname ="
                                + " current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
                                + " AND application_name <> '" + Gate.NAME + "'"))
                        .isEmpty());
    }
}
