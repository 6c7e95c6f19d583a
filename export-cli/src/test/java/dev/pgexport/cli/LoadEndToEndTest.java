package dev.pgexport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgexport.cli.CommandLineHarness.Outcome;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.SampleDatabase;
import dev.pgexport.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases loaded from the command line, with nothing stored in between. */
@ExtendWith(PostgresExtension.class)
class LoadEndToEndTest {
    /** What a user would find, without what was there before anybody came. */
    private static final String OBJECTS = "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
            + " WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'";

    @TempDir
    Path folder;

    private TestDatabase source;
    private TestDatabase target;

    @BeforeEach
    void databases(PostgresServers servers) {
        // Old enough for the pg_dump of any distribution in use.
        PostgresServer server = servers.version(14);
        source = server.createDatabase();
        target = server.createDatabase();
    }

    @AfterEach
    void drop() {
        source.close();
        target.close();
    }

    private Outcome run(String... arguments) {
        return new CommandLineHarness(folder).run(arguments);
    }

    private String from() {
        return source.uri().toString();
    }

    private String to() {
        return target.uri().toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "pgdump"})
    void theTargetComparesEqualToTheSource(String strategy) {
        SampleDatabase.load(source);

        Outcome loaded = run("run", "--strategy", strategy, "--from", from(), "--to", to());

        assertThat(loaded.exitCode()).as(loaded.err()).isZero();
        assertThat(loaded.out()).startsWith(to() + "\nloaded: ");
        Outcome compared = run("compare", from(), to());
        assertThat(compared.exitCode()).as(compared.out()).isZero();
    }

    @Test
    void whatIsNotLoadableIsRefusedBeforeAnythingIsDone() {
        Outcome refused = run("run", "--strategy", "pgdump", "--pgdump-mode", "plain", "--from", from(), "--to", to());

        assertThat(refused.exitCode()).isEqualTo(78);
        assertThat(refused.err())
                .contains("not be loaded as it comes", "--pgdump-mode stream")
                .doesNotContain("defect");
    }

    @Test
    void nothingIsStoredThere() {
        for (String command : List.of("list", "show", "verify")) {
            Outcome refused = run(command, to());

            assertThat(refused.exitCode()).as(command).isEqualTo(78);
            assertThat(refused.err()).contains("none is stored there");
        }
        assertThat(run("restore", to(), "--to", from()).err()).contains("none is stored there");
    }

    @Test
    void howItEndedIsToldButNotKeptInTheDatabase() {
        source.execute("CREATE TABLE moves AS SELECT i AS id FROM generate_series(1, 1000) i");

        Outcome loaded = run("run", "--from", from(), "--to", to(), "--json", "--audit", "--metrics-format", "emf");
        Outcome again = run("run", "--from", from(), "--to", to(), "--audit", "--metrics-format", "emf");

        assertThat(loaded.exitCode()).as(loaded.err()).isZero();
        assertThat(loaded.out())
                .contains("\"loaded\":\"" + to() + "\"", "\"SuccessfulExport\":1", "\"ExportedRows\":1000");
        assertThat(loaded.err()).contains("no audit record was kept of this run: a database that is loaded holds none");
        assertThat(again.exitCode()).isNotZero();
        assertThat(again.out()).contains("\"export\":\"" + to() + "\"", "\"FailedExport\":1");
    }

    @Test
    void aPasswordIsShownNowhere() {
        source.execute("CREATE TABLE moves (id int)");
        String secret = to().replace("postgres@", "postgres:s3cret@");

        for (Outcome outcome : List.of(
                run("run", "--from", from(), "--to", secret, "--json", "-v"),
                run("run", "--from", from(), "--to", secret, "-v"),
                run("doctor", "--from", from(), "--to", secret),
                run("config", "--from", from(), "--to", secret),
                run("list", secret))) {
            assertThat(outcome.out() + outcome.err()).isNotBlank().doesNotContain("s3cret");
        }
    }

    @Test
    void doctorLooksAtTheTarget() {
        assertThat(run("doctor", "--from", from(), "--to", to()).out()).contains("ok       target: it is empty");
        target.execute("CREATE TABLE mine (id int)");

        Outcome filled = run("doctor", "--from", from(), "--to", to());

        assertThat(filled.exitCode()).isEqualTo(1);
        assertThat(filled.out()).contains("failure  target: it is not empty: it has table public.mine");
    }

    @ParameterizedTest
    @CsvSource({"TERM,143", "INT,130"})
    void aSignalLeavesTheTargetEmpty(String signal, int exitCode) throws Exception {
        Process run = startedAndCopying();

        new ProcessBuilder("sh", "-c", "kill -" + signal + " " + run.pid())
                .start()
                .waitFor();

        assertThat(run.waitFor(10, TimeUnit.SECONDS)).as("ended within 10 s").isTrue();
        assertThat(run.exitValue()).isEqualTo(exitCode);
        assertThat(Files.readString(folder.resolve("err"))).contains("is empty again");
        assertThat(target.number(OBJECTS)).isZero();
    }

    @Test
    void afterAKilledRunTheNextOneCompletes() throws Exception {
        Process run = startedAndCopying();
        run.destroyForcibly().waitFor();
        assertThat(target.number(OBJECTS)).isPositive();
        assertThat(run("doctor", "--from", from(), "--to", to()).out()).contains("warning  leftovers: a dead run left");
        assertThat(run("restore", "exports", "--to", to()).exitCode()).isNotZero();

        Outcome again = run("run", "--from", from(), "--to", to());

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.err()).contains("leftover removed");
        assertThat(run("compare", from(), to()).exitCode()).isZero();
    }

    @Test
    void doctorTakesBackWhatAKilledRunLeft() throws Exception {
        startedAndCopying().destroyForcibly().waitFor();

        Outcome cleaned = run("doctor", "--clean", "--to", to());

        assertThat(cleaned.out()).contains("ok       leftovers: removed ");
        assertThat(target.number(OBJECTS)).isZero();
    }

    /** Start a run as a process of its own, which has made tables and is amid their rows. */
    private Process startedAndCopying() throws IOException {
        source.execute(
                "CREATE TABLE notes (id int)",
                "INSERT INTO notes VALUES (1)",
                "CREATE TABLE moves AS SELECT i, repeat(md5(i::text), 20) AS note FROM generate_series(1, 300000) i");
        // What starts the tests may ignore SIGINT, and a JVM that inherits that keeps ignoring it.
        Process run = new ProcessBuilder(
                        "perl",
                        "-e",
                        "$SIG{INT} = 'DEFAULT'; exec @ARGV",
                        "--",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        classPath(),
                        Main.class.getName(),
                        "run",
                        "--from",
                        from(),
                        "--to",
                        to(),
                        "--jobs",
                        "2")
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> target.number("SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                                + " AND datname = current_database() AND query LIKE 'COPY%moves%'")
                        > 0);
        return run;
    }

    private static String classPath() {
        String ofSurefire = System.getProperty("surefire.test.class.path", "");
        return ofSurefire.isEmpty() ? System.getProperty("java.class.path") : ofSurefire;
    }
}
