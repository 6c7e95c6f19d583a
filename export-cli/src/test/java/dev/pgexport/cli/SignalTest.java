package dev.pgexport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a process of its own does when it is told to end. */
@ExtendWith(PostgresExtension.class)
class SignalTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"TERM,143", "INT,130"})
    void aSignalWhileRowsAreCopiedLeavesNothing(String signal, int exitCode, PostgresServers servers) throws Exception {
        try (TestDatabase database = servers.newest().createDatabase()) {
            // Enough rows to last until the signal.
            database.execute("CREATE TABLE moves AS SELECT i, repeat(md5(i::text), 20) AS note"
                    + " FROM generate_series(1, 300000) i");
            Process run = start(database);
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> sessions(database, "AND state = 'active' AND query LIKE 'COPY%moves%'") > 0);

            assertEnds(run, signal, exitCode);
            assertNothingIsLeft(database);
        }
    }

    @Test
    void aSignalIsToldInMetricsAndInARecord(PostgresServers servers) throws Exception {
        try (TestDatabase database = servers.newest().createDatabase()) {
            database.execute("CREATE TABLE moves (id int)");
            try (Connection other = database.connect();
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute("LOCK TABLE moves IN ACCESS EXCLUSIVE MODE");
                Process run = start(
                        database, "--id", "stopped", "--metrics-format", "emf", "--metrics-file", "metrics", "--audit");
                await().atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> sessions(database, "AND wait_event_type = 'Lock'") > 0);

                assertEnds(run, "TERM", 143);

                assertThat(Files.readString(folder.resolve("out")))
                        .contains("\"id\":\"stopped\"", "\"_aws\":{", "\"FailedExport\":1")
                        .hasLineCount(1);
                assertThat(folder.resolve("metrics")).content().contains("pgexport_run_success{", "} 0\n");
                assertThat(new CommandLineHarness(folder)
                                .run("list", "--audit", exports().toString())
                                .out())
                        .containsPattern("stopped +stopped +copy");
            }
        }
    }

    @Test
    void aSignalWhileItWaitsForALockLeavesNothing(PostgresServers servers) throws Exception {
        try (TestDatabase database = servers.newest().createDatabase()) {
            database.execute("CREATE TABLE moves (id int)");
            try (Connection other = database.connect();
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute("LOCK TABLE moves IN ACCESS EXCLUSIVE MODE");
                Process run = start(database);
                await().atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> sessions(database, "AND wait_event_type = 'Lock'") > 0);

                assertEnds(run, "TERM", 143);
                assertNothingIsLeft(database);
            }
        }
    }

    @Test
    void whatAKilledProcessLeftIsFoundAndRemoved(PostgresServers servers) throws Exception {
        try (TestDatabase database = servers.newest().createDatabase()) {
            database.execute("CREATE TABLE moves AS SELECT i, repeat(md5(i::text), 20) AS note"
                    + " FROM generate_series(1, 300000) i");
            Process run = start(database);
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> sessions(database, "AND state = 'active' AND query LIKE 'COPY%moves%'") > 0);

            run.destroyForcibly().waitFor();

            CommandLineHarness commandLine = new CommandLineHarness(folder);
            assertThat(commandLine
                            .run("doctor", "--from", database.uri().toString(), "--to", "exports")
                            .out())
                    .contains("warning  leftovers: a dead run left ");
            assertThat(commandLine.run("doctor", "--clean", "--to", "exports").out())
                    .contains("ok       leftovers: removed ");
            assertNothingIsLeft(database);
        }
    }

    private Process start(TestDatabase database, String... more) throws IOException {
        // What starts the tests may ignore SIGINT, and a JVM that inherits that keeps ignoring it.
        List<String> command = new ArrayList<>(List.of("perl", "-e", "$SIG{INT} = 'DEFAULT'; exec @ARGV", "--"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-cp", classPath(), Main.class.getName()));
        command.addAll(List.of(
                "run", "--from", database.uri().toString(), "--to", exports().toString(), "--jobs", "2"));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private static String classPath() {
        String ofSurefire = System.getProperty("surefire.test.class.path", "");
        return ofSurefire.isEmpty() ? System.getProperty("java.class.path") : ofSurefire;
    }

    private Path exports() {
        return folder.resolve("exports");
    }

    private static void assertEnds(Process run, String signal, int exitCode) throws Exception {
        new ProcessBuilder("sh", "-c", "kill -" + signal + " " + run.pid())
                .start()
                .waitFor();

        assertThat(run.waitFor(5, TimeUnit.SECONDS)).as("ended within 5 s").isTrue();
        assertThat(run.exitValue()).isEqualTo(exitCode);
        assertThat(run.toHandle().descendants()).isEmpty();
    }

    private void assertNothingIsLeft(TestDatabase database) throws IOException {
        assertThat(Files.readString(folder.resolve("out"))).isEmpty();
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(sessions(database, "")).isZero());
        if (Files.exists(exports())) {
            try (Stream<Path> files = Files.walk(exports())) {
                assertThat(files.filter(Files::isRegularFile)
                                .filter(file -> !file.getFileName().toString().startsWith(".pgexport")))
                        .isEmpty();
            }
            CommandLineHarness.Outcome doctor = new CommandLineHarness(folder)
                    .run("doctor", "--clean", "--to", exports().toString());
            assertThat(doctor.out()).contains("dead runs left nothing");
        }
    }

    private static long sessions(TestDatabase database, String more) {
        return database.number("SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                + " AND application_name = 'pgexport' AND datname = current_database() " + more);
    }
}
