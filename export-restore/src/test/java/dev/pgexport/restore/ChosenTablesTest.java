package dev.pgexport.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.restore.RestoreOptions.Existing;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Some tables of an export come back with what they need and what belongs to them, and nothing else. */
@ExtendWith(PostgresExtension.class)
class ChosenTablesTest {
    @TempDir
    Path folder;

    private TestDatabase source;
    private TestDatabase target;
    private StoredExports exports;

    @BeforeEach
    void databases(PostgresServers servers) {
        source = StoredExports.server(servers).createDatabase();
        target = StoredExports.server(servers).createDatabase();
        exports = new StoredExports(folder);
        Samples.load(source);
        source.execute(
                "CREATE SCHEMA club",
                "CREATE TYPE club.rank AS ENUM ('low', 'high')",
                "CREATE TABLE club.players (id serial PRIMARY KEY, rank club.rank DEFAULT 'low', team integer REFERENCES"
                        + " teams, number integer GENERATED ALWAYS AS IDENTITY)",
                "INSERT INTO club.players (team) SELECT 1 FROM generate_series(1, 30)",
                "CREATE INDEX by_rank ON club.players (rank)",
                "CREATE FUNCTION club.kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
                "CREATE TRIGGER kept BEFORE UPDATE ON club.players FOR EACH ROW EXECUTE FUNCTION club.kept()",
                "COMMENT ON COLUMN club.players.rank IS 'a comment'",
                "CREATE TABLE club.games (player integer REFERENCES club.players)",
                "INSERT INTO club.games SELECT 7 FROM generate_series(1, 5)");
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

    @ParameterizedTest
    @ValueSource(strings = {"copy", "stream", "staged"})
    void withTheirIndexesTypesTriggersAndSequences(String strategy) throws Exception {
        RestoreResult result = restore(export(strategy)).tables("club.*").run();

        assertThat(result.tables()).isEqualTo(2);
        assertThat(target.query("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace IN"
                        + " (SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'club')) ORDER BY 1"))
                .containsExactly("games", "players");
        for (String query : new String[] {
            "SELECT md5(string_agg(p::text, ',' ORDER BY id)) FROM club.players p",
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'club' ORDER BY 1",
            "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname = 'kept'",
            "SELECT col_description('club.players'::regclass, 2)",
            "SELECT column_default FROM information_schema.columns WHERE table_schema = 'club' ORDER BY 1",
            "SELECT sequencename || last_value FROM pg_sequences WHERE schemaname = 'club' ORDER BY 1",
            "SELECT conname FROM pg_constraint WHERE conrelid = 'club.games'::regclass",
            "SELECT count(*) FROM club.games"
        }) {
            assertThat(target.query(query))
                    .as(query)
                    .isEqualTo(source.query(query))
                    .isNotEmpty();
        }
        // The table that it refers to is not there.
        assertThat(target.query("SELECT conname FROM pg_constraint WHERE conrelid = 'club.players'::regclass"
                        + " AND contype = 'f'"))
                .isEmpty();
        assertThat(target.query("SELECT oid FROM pg_largeobject_metadata")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "stream"})
    void partitionsAreAttached(String strategy) throws Exception {
        restore(export(strategy)).tables("events*").run();

        for (String query : new String[] {
            "SELECT count(*) || md5(string_agg(e::text, ',' ORDER BY at, payload)) FROM events e",
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhrelid::regclass::text LIKE 'events%' ORDER BY 1"
        }) {
            assertThat(target.query(query)).isEqualTo(source.query(query)).isNotEmpty();
        }
    }

    @Test
    void oddNamesAreFound() throws Exception {
        restore(exports.copy(source, "binary"))
                .tables("\"Odd \"\"schema\"\" / with.dots\".*")
                .run();

        assertThat(target.query("SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace ="
                        + " (SELECT oid FROM pg_namespace WHERE nspname LIKE 'Odd%')"))
                .containsExactly("3");
    }

    @Test
    void sequencesOfOtherTablesStayAsTheyAre() throws Exception {
        target.execute(
                "CREATE SCHEMA club",
                "CREATE TABLE club.games (player integer)",
                "CREATE TABLE club.players (id serial)");

        restore(export("copy")).tables("games").existing(Existing.FILL).run();

        assertThat(target.number("SELECT count(*) FROM club.games")).isEqualTo(5);
        assertThat(target.query("SELECT is_called::text FROM club.players_id_seq"))
                .containsExactly("false");
    }

    @Test
    void ofSqlNoTableCanBeTakenOut() throws Exception {
        RestorableExport export = export("plain");

        assertThatThrownBy(() -> restore(export).tables("club.*").run())
                .isInstanceOfSatisfying(
                        ExportException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION))
                .hasMessageContaining("SQL");
    }

    @Test
    void aPatternThatMatchesNothingIsAnError() throws Exception {
        RestorableExport export = export("copy");

        assertThatThrownBy(() -> restore(export).tables("nothing").run())
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("nothing");
    }

    /** Rows by a reader into definitions of another export: what exports without definitions need. */
    @Test
    void definitionsCanBeAnotherExports() throws Exception {
        RestorableExport rows = exports.pgdump(source, "plain");
        RestorableExport definitions = exports.copy(source, "text");

        restore(rows).schemaFrom(definitions).run();

        assertThat(Likeness.rows(target)).isEqualTo(Likeness.rows(source));
    }
}
