package dev.pgexport.copy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.api.Export;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.LeftOut;
import dev.pgexport.testkit.ExportRecording;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is not a user's own data here is left out, and the export says so. */
@ExtendWith(PostgresExtension.class)
class CopyOmissionsTest {
    private static final TableName PREFERENCES = new TableName("public", "preferences");

    @Test
    void ofTheTablesOfAnExtensionOnlyTheRowsThatItsConditionNamesAreExported(PostgresServer server) throws Exception {
        Path control = installExtension(server);
        try (TestDatabase source = server.createDatabase();
                TestDatabase target = server.createDatabase()) {
            source.execute(
                    "CREATE EXTENSION pgexport_test",
                    "INSERT INTO preferences VALUES ('mine', 'a, b', false), ('also mine', NULL, false)",
                    "CREATE TABLE own AS SELECT 1 AS id");
            target.execute("CREATE EXTENSION pgexport_test", "CREATE TABLE own (id integer)");

            ExportRecording recording = record(source);

            assertThat(recording.rows()).isEqualTo(Map.of(PREFERENCES, 2L, new TableName("public", "own"), 1L));
            assertThat(text(recording, "data/public.preferences/00001.csv"))
                    .isEqualTo("name,value,shipped\nmine,\"a, b\",f\nalso mine,,f\n");
            assertThat(recording.description().leftOut())
                    .containsExactlyInAnyOrder(
                            new LeftOut(
                                    "rows",
                                    "public.preferences",
                                    "those of the extension pgexport_test itself: only rows WHERE NOT shipped are a"
                                            + " user's"),
                            new LeftOut(
                                    "table",
                                    "public.shipped_only",
                                    "a member of the extension pgexport_test, which makes it: its rows are not marked"
                                            + " as a user's"));

            Loading.load(recording, CopyFormat.CSV, target);

            assertThat(Loading.digests(recording, target)).isEqualTo(Loading.digests(recording, source));
        } finally {
            Files.delete(control);
        }
    }

    @Test
    void rowsOfAForeignTableAreLeftToTheirServer(TestDatabase database) throws Exception {
        database.execute(
                "CREATE SCHEMA elsewhere",
                "CREATE TABLE elsewhere.remote AS SELECT 1 AS id",
                "CREATE EXTENSION postgres_fdw",
                "CREATE SERVER far_away FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '"
                        + database.server().port() + "', dbname '" + database.name() + "')",
                "CREATE USER MAPPING FOR CURRENT_USER SERVER far_away OPTIONS (user 'postgres')",
                "CREATE FOREIGN TABLE remote (id integer) SERVER far_away OPTIONS (schema_name 'elsewhere')");
        assertThat(database.number("SELECT count(*) FROM remote")).isEqualTo(1);

        ExportRecording recording = record(database);

        assertThat(recording.objects().keySet())
                .containsExactly(ObjectName.of("data", "elsewhere.remote", "00001.csv"));
        assertThat(recording.description().leftOut())
                .containsExactly(new LeftOut(
                        "table data", "public.remote", "a foreign table: its rows are on the foreign server far_away"));
    }

    private static ExportRecording record(TestDatabase source) throws Exception {
        try (Export export = CopyExports.dataOnly().open(source)) {
            return ExportRecording.of(export);
        }
    }

    private static String text(ExportRecording recording, String name) {
        return new String(recording.objects().get(new ObjectName(name)).bytes(), UTF_8);
    }

    /** Put an extension where the server finds it; return its control file, without which it finds it no more. */
    private static Path installExtension(PostgresServer server) throws IOException {
        TestDatabase maintenance = new TestDatabase(server, "postgres");
        Path folder = Path.of(maintenance
                        .query("SELECT setting FROM pg_config WHERE name = 'SHAREDIR'")
                        .get(0))
                .resolve("extension");
        Files.write(
                folder.resolve("pgexport_test--1.0.sql"),
                List.of(
                        "CREATE TABLE preferences (name text, value text, shipped boolean);",
                        "INSERT INTO preferences VALUES ('first', '1', true), ('second', '2', true);",
                        "SELECT pg_catalog.pg_extension_config_dump('preferences', 'WHERE NOT shipped');",
                        "CREATE TABLE shipped_only AS SELECT 1 AS id;"));
        return Files.write(folder.resolve("pgexport_test.control"), List.of("default_version = '1.0'"));
    }
}
