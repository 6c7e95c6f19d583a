package dev.pgexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.cli.CommandLineHarness.Outcome;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command restore, as a user would give it. */
@ExtendWith(PostgresExtension.class)
class RestoreEndToEndTest {
    /** One that Debian's pg_dump can dump. */
    private static final int SERVER = 15;

    @TempDir
    Path folder;

    private TestDatabase source;
    private TestDatabase target;
    private CommandLineHarness commandLine;

    @BeforeEach
    void databases(PostgresServers servers) {
        source = servers.version(SERVER).createDatabase();
        target = servers.version(SERVER).createDatabase();
        source.execute(
                "CREATE TABLE moves (id int PRIMARY KEY, note text)",
                "INSERT INTO moves SELECT i, 'move ' || i FROM generate_series(1, 1000) i",
                "CREATE TABLE services (id int)");
        commandLine = new CommandLineHarness(folder).variable("PATH", System.getenv("PATH"));
    }

    @AfterEach
    void drop() {
        source.close();
        target.close();
    }

    private void export(String... more) {
        String[] arguments = Stream.concat(
                        Stream.of("run", "--from", source.uri().toString(), "--to", "exports", "--id", "first"),
                        Stream.of(more))
                .toArray(String[]::new);
        Outcome run = commandLine.run(arguments);
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    private Outcome restore(String... more) {
        return commandLine.run(Stream.concat(
                        Stream.of(
                                "restore", "exports/first", "--to", target.uri().toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "pgdump"})
    void anExportIsRestoredAndCompared(String strategy) {
        export("--strategy", strategy);

        Outcome restore = restore();

        assertThat(restore.exitCode()).as(restore.err()).isZero();
        assertThat(restore.out())
                .startsWith("restored " + folder.resolve("exports/first") + " into ")
                .contains(target.name(), "2 tables, 1,000 rows", "compared: same");
        assertThat(target.query("SELECT indexname FROM pg_indexes WHERE tablename = 'moves'"))
                .containsExactly("moves_pkey");
    }

    @Test
    void theResultIsJsonForMachines() {
        export();

        Outcome restore = restore("--json", "--no-compare");

        assertThat(restore.exitCode()).as(restore.err()).isZero();
        assertThat(restore.out())
                .contains("\"tables\":2", "\"rows\":1000", "\"resumed\":false")
                .doesNotContain("differences");
    }

    @Test
    void aTableThatIsThereIsAConflict() {
        export();
        target.execute("CREATE TABLE moves (id int)");

        Outcome restore = restore();

        assertThat(restore.exitCode()).isEqualTo(73);
        assertThat(restore.err()).contains("public.moves", "perhaps", "--truncate");
        assertThat(target.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
                .containsExactly("moves");
    }

    @Test
    void rowsOfOneTableReplaceThoseThatAreThere() {
        export();
        target.execute("CREATE TABLE moves (id int PRIMARY KEY, note text)", "INSERT INTO moves VALUES (0, 'old')");

        Outcome restore = restore("--truncate", "-t", "moves");

        assertThat(restore.exitCode()).as(restore.err()).isZero();
        assertThat(restore.out()).contains("1 table, 1,000 rows");
        assertThat(target.query("SELECT min(id) FROM moves")).isEqualTo(List.of("1"));
    }

    @Test
    void aDamagedExportIsWrongData() throws IOException {
        export("--compression", "none");
        Path object = folder.resolve("exports/first/data/public.moves/00001.csv");
        Files.writeString(object, Files.readString(object).replace("move 77\n", "move 78\n"));

        Outcome restore = restore();

        assertThat(restore.exitCode()).isEqualTo(65);
        assertThat(restore.err()).contains("public.moves");
        assertThat(target.number("SELECT count(*) FROM moves")).isZero();
    }

    @Test
    void aDatabaseIsCreatedByTheWay() {
        export();
        try (TestDatabase created = new TestDatabase(target.server(), "created_by_restore")) {
            Outcome restore = commandLine.run(
                    "restore", "exports", "--id", "first", "--to", created.uri().toString(), "--create");

            assertThat(restore.exitCode()).as(restore.err()).isZero();
            assertThat(created.number("SELECT count(*) FROM moves")).isEqualTo(1000);
        }
    }

    @Test
    void rowsThatATriggerOnTheTargetAddsAreADifference() {
        export();
        target.execute(
                "CREATE TABLE moves (id int PRIMARY KEY, note text)",
                "CREATE FUNCTION twice() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.moves VALUES (0, NULL);"
                        + " RETURN NULL; END $$",
                "CREATE TRIGGER twice AFTER INSERT ON moves FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0)"
                        + " EXECUTE FUNCTION twice()",
                "ALTER TABLE moves ENABLE ALWAYS TRIGGER twice");

        Outcome restore = restore("--data-only", "-t", "moves");

        assertThat(restore.exitCode()).as(restore.err()).isEqualTo(1);
        assertThat(restore.out()).contains("different  public.moves: 1 row added", "1 table different");
    }

    @Test
    void whatElseIsInTheDatabaseIsOfNoAccount() {
        export("--copy-format", "binary");
        target.execute("CREATE TABLE others (id int)");

        Outcome restore = restore();

        assertThat(restore.exitCode()).as(restore.out()).isZero();
        assertThat(restore.out()).contains("compared: same").doesNotContain("others");
    }

    @Test
    void aChangedValueIsADifference() {
        export();
        target.execute(
                "CREATE TABLE moves (id int PRIMARY KEY, note text)",
                "CREATE FUNCTION changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.note := 'x'; RETURN NEW; END $$",
                "CREATE TRIGGER changed BEFORE INSERT ON moves FOR EACH ROW WHEN (NEW.id = 77) EXECUTE FUNCTION changed()",
                "ALTER TABLE moves ENABLE ALWAYS TRIGGER changed");

        Outcome restore = restore("--data-only", "-t", "moves");

        assertThat(restore.exitCode()).as(restore.err()).isEqualTo(1);
        assertThat(restore.out()).contains("different  public.moves: 1 row changed");
    }

    /** Whoever may write and not read cannot compare. */
    private Outcome restoreAsWriter(String... more) {
        String writer = "writer_of_" + target.name();
        target.execute(
                "CREATE TABLE moves (id int PRIMARY KEY, note text)",
                "CREATE ROLE " + writer + " LOGIN",
                "GRANT INSERT, TRUNCATE ON moves TO " + writer);
        try {
            return commandLine.run(Stream.concat(
                            Stream.of(
                                    "restore",
                                    "exports/first",
                                    "--to",
                                    target.uri().toString().replaceFirst("//[^@]*@", "//" + writer + "@"),
                                    "--truncate",
                                    "-t",
                                    "moves"),
                            Stream.of(more))
                    .toArray(String[]::new));
        } finally {
            target.execute("DROP OWNED BY " + writer, "DROP ROLE " + writer);
        }
    }

    @Test
    void whatWasRestoredIsSaidWhenItCannotBeCompared() {
        export();

        Outcome restore = restoreAsWriter();

        assertThat(restore.exitCode()).as(restore.out() + restore.err()).isEqualTo(77);
        assertThat(restore.out()).contains("1 table, 1,000 rows", "; comparing came to no end");
        assertThat(restore.err())
                .contains(
                        "everything was restored and committed, but comparing the database with the export came to no end",
                        "moves",
                        "pgexport compare " + folder.resolve("exports/first"));
        assertThat(target.number("SELECT count(*) FROM moves")).isEqualTo(1000);
    }

    @Test
    void whatCannotBeComparedIsSaidToMachinesAsWell() {
        export();

        Outcome restore = restoreAsWriter("--json");

        assertThat(restore.exitCode()).as(restore.out() + restore.err()).isEqualTo(77);
        assertThat(restore.out())
                .contains("\"rows\":1000", "\"comparingFailed\":\"")
                .doesNotContain("differences");
    }

    @Test
    void nothingIsSaidToBeTheSameWhereNothingWasCompared() {
        source.execute("DROP TABLE moves, services", "CREATE VIEW alone AS SELECT 1 AS one");
        export();

        Outcome restore = restore();

        assertThat(restore.exitCode()).as(restore.out() + restore.err()).isZero();
        assertThat(restore.out()).contains("0 tables").doesNotContain("same");
    }
}
