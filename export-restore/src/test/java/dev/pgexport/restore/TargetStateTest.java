package dev.pgexport.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.restore.RestoreOptions.Existing;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that is not as a restore has to find it is left as it is. */
@ExtendWith(PostgresExtension.class)
class TargetStateTest {
    @TempDir
    Path folder;

    private PostgresServer server;
    private TestDatabase source;
    private TestDatabase target;
    private StoredExports exports;

    @BeforeEach
    void databases(PostgresServers servers) {
        server = StoredExports.server(servers);
        source = server.createDatabase();
        target = server.createDatabase();
        exports = new StoredExports(folder);
        source.execute(
                "CREATE TABLE teams (id integer PRIMARY KEY, captain integer)",
                "CREATE TABLE members (id integer PRIMARY KEY, team integer NOT NULL REFERENCES teams)",
                "INSERT INTO teams SELECT n, n FROM generate_series(1, 10) n",
                "INSERT INTO members SELECT n, n FROM generate_series(1, 10) n",
                "ALTER TABLE teams ADD FOREIGN KEY (captain) REFERENCES members");
    }

    @AfterEach
    void drop() {
        source.close();
        target.close();
    }

    private TestRestore restore(RestorableExport export) {
        return new TestRestore(export, target, folder.resolve("scratch"));
    }

    private RestorableExport export(String strategy) throws Exception {
        return strategy.equals("copy") ? exports.copy(source, "csv") : exports.pgdump(source, strategy);
    }

    private static void isRefused(TestRestore restore, Kind kind, String... words) {
        assertThatThrownBy(restore::run)
                .isInstanceOfSatisfying(ExportException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(kind);
                    assertThat(failure.advice()).isPresent();
                })
                .hasMessageContainingAll(words);
    }

    private void tables() {
        target.execute(
                "CREATE TABLE teams (id integer PRIMARY KEY, captain integer)",
                "CREATE TABLE members (id integer PRIMARY KEY, team integer NOT NULL REFERENCES teams)",
                "ALTER TABLE teams ADD FOREIGN KEY (captain) REFERENCES members",
                "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$",
                "CREATE TRIGGER refuse BEFORE INSERT ON members FOR EACH ROW EXECUTE FUNCTION refuse()");
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "stream", "staged", "plain"})
    void aTableThatIsThereIsNamedAndKept(String strategy) throws Exception {
        target.execute("CREATE TABLE members (something text)", "INSERT INTO members VALUES ('else')");
        List<String> before = Likeness.of(target);

        isRefused(restore(export(strategy)), Kind.CONFLICT, "public.members", target.name());

        assertThat(Likeness.of(target)).isEqualTo(before);
    }

    @Test
    void aTableOfAnotherNameIsNoHindrance() throws Exception {
        target.execute("CREATE TABLE others (id integer)");

        restore(export("copy")).run();

        assertThat(target.number("SELECT count(*) FROM members")).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "stream", "staged", "plain"})
    void emptyTablesAreFilledWhateverTheirTriggersAndForeignKeys(String strategy) throws Exception {
        tables();

        restore(export(strategy)).existing(Existing.FILL).run();

        assertThat(Likeness.rows(target)).isEqualTo(Likeness.rows(source));
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "stream", "staged", "plain"})
    void tablesWithRowsAreNotFilledUnlessTheyAreToBeEmptied(String strategy) throws Exception {
        tables();
        target.execute("INSERT INTO teams VALUES (99, NULL)");
        RestorableExport export = export(strategy);

        isRefused(restore(export).existing(Existing.FILL), Kind.CONFLICT, "public.teams");
        assertThat(target.query("SELECT id FROM teams")).containsExactly("99");

        restore(export).existing(Existing.TRUNCATE).run();

        assertThat(Likeness.rows(target)).isEqualTo(Likeness.rows(source));
    }

    @Test
    void tablesThatAreNotThereCannotBeFilled() throws Exception {
        target.execute("CREATE TABLE teams (id integer, captain integer)");

        isRefused(restore(export("copy")).existing(Existing.FILL), Kind.CONFLICT, "public.members");
    }

    @Test
    void whatCannotBeFilledIsEmptyAgain() throws Exception {
        target.execute(
                "CREATE TABLE teams (id integer, captain integer)",
                "CREATE TABLE members (id integer CHECK (id < 10), team integer)");

        isRefused(restore(export("copy")).existing(Existing.FILL), Kind.CONFIGURATION, "members");

        assertThat(target.number("SELECT count(*) FROM teams")).isZero();
    }

    @Test
    void whoMayNotSilenceTriggersIsTold() throws Exception {
        tables();
        target.execute(
                "DROP ROLE IF EXISTS restorer",
                "CREATE ROLE restorer LOGIN",
                "GRANT ALL ON teams, members TO restorer",
                "GRANT TRUNCATE ON teams, members TO restorer");
        TestRestore restore = new TestRestore(
                export("copy"),
                "postgresql://restorer@127.0.0.1:" + server.port() + "/" + target.name(),
                folder.resolve("scratch"));

        isRefused(restore.existing(Existing.FILL), Kind.PERMISSION, "restorer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "stream"})
    void aDatabaseIsCreated(String strategy) throws Exception {
        try (TestDatabase created = new TestDatabase(server, "odd 'name' " + strategy)) {
            new TestRestore(export(strategy), created, folder.resolve("scratch"))
                    .create()
                    .run();

            assertThat(Likeness.of(created)).isEqualTo(Likeness.of(source));
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsNotCreatedUnasked() throws Exception {
        TestRestore restore =
                new TestRestore(export("copy"), server.uri("not_there").toString(), folder.resolve("scratch"));

        isRefused(restore, Kind.CONFIGURATION, "not_there");
    }

    @Test
    void twoRestoresIntoOneDatabaseExcludeEachOther() throws Exception {
        try (Connection other = target.connect();
                Statement statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(7306939216894357871)");

            isRefused(restore(export("copy")), Kind.BUSY, "another restore");
        }
    }
}
