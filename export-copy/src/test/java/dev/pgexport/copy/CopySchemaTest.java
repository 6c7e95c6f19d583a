package dev.pgexport.copy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.Export;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportObject;
import dev.pgexport.api.Finding;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Selection;
import dev.pgexport.api.manifest.Contents;
import dev.pgexport.testkit.ExportRecording;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The schema is what pg_dump says it is, or the export says that it has none. */
@ExtendWith(PostgresExtension.class)
class CopySchemaTest {
    private static final ObjectName SCHEMA = ObjectName.of("schema", "schema.dump");
    private static final Selection SCHEMA_ONLY =
            new Selection(List.of(), List.of(), List.of(), List.of(), List.of(), false, false, true);

    @TempDir
    private Path folder;

    private TestDatabase database;

    /** The oldest server: every pg_dump that is still maintained can dump it. */
    @BeforeEach
    void createTables(PostgresServers servers) {
        database = servers.version(servers.versions().get(0)).createDatabase();
        database.execute(
                "CREATE TABLE wanted (id integer PRIMARY KEY)",
                "INSERT INTO wanted VALUES (1)",
                "CREATE TABLE other ()");
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Test
    void schemaIsPartOfTheExport() throws Exception {
        ExportRecording recording = record(new CopyExports());

        assertThat(recording.description().contents()).isEqualTo(Contents.SCHEMA_AND_DATA);
        assertThat(archive(recording)).startsWith("PGDMP").contains("CREATE TABLE public.wanted", "public.other");
        assertThat(recording.description().leftOut()).isEmpty();
    }

    @Test
    void schemaIsOfTheExportsSnapshot() throws Exception {
        try (Export export = new CopyExports().open(database)) {
            database.execute("CREATE TABLE later ()");
            ExportRecording recording = ExportRecording.of(export);

            assertThat(archive(recording)).contains("public.wanted").doesNotContain("later");
        }
    }

    @Test
    void schemaHoldsWhatIsSelected() throws Exception {
        Selection selection =
                new Selection(List.of("want*"), List.of(), List.of(), List.of(), List.of(), false, false, false);
        ExportRecording recording = record(new CopyExports().select(selection));

        assertThat(archive(recording)).contains("public.wanted").doesNotContain("public.other");
    }

    @Test
    void onlyTheSchemaIsExportedWhenOnlyThatIsWanted() throws Exception {
        ExportRecording recording = record(new CopyExports().select(SCHEMA_ONLY));

        assertThat(recording.description().contents()).isEqualTo(Contents.SCHEMA_ONLY);
        assertThat(recording.objects().keySet()).containsExactly(SCHEMA);
    }

    @Test
    void onlyRowsAreExportedWhenOnlyTheyAreWanted() throws Exception {
        CopyExports exports = CopyExports.dataOnly();
        ExportRecording recording = record(exports);

        assertThat(recording.description().contents()).isEqualTo(Contents.DATA_ONLY);
        assertThat(recording.objects()).doesNotContainKey(SCHEMA).hasSize(2);
        assertThat(exports.warnings()).isEmpty();
    }

    @Test
    void withoutAPgDumpTheExportSaysThatItHasNoSchema(PostgresServers servers) throws Exception {
        try (TestDatabase newest = servers.newest().createDatabase()) {
            newest.execute("CREATE TABLE wanted (id integer)");
            CopyExports exports = new CopyExports();
            Path tooOld = program("echo 'pg_dump (PostgreSQL) 9.6.1'");
            try (Export export = new CopyPlugin()
                    .open(
                            exports.settings(newest),
                            exports.request(Map.of("PATH", tooOld.getParent().toString())))) {
                ExportRecording recording = ExportRecording.of(export);
                if (recording.description().contents() == Contents.SCHEMA_AND_DATA) {
                    // This machine has a pg_dump as new as the newest server where PostgreSQL is usually installed.
                    assertThat(recording.objects()).containsKey(SCHEMA);
                    return;
                }

                assertThat(recording.description().leftOut()).singleElement().satisfies(left -> {
                    assertThat(left.kind()).isEqualTo("schema");
                    assertThat(left.reason()).contains("pg_dump");
                });
                assertThat(exports.warnings()).singleElement().asString().contains("the schema is left out");
                assertThat(recording.objects()).hasSize(1);
            }
        }
    }

    @Test
    void pgDumpThatIsNamedAndCannotBeUsedIsAnError() throws Exception {
        CopyExports exports = new CopyExports().dump(program("echo 'pg_dump (PostgreSQL) 9.6.1'"));

        assertThatThrownBy(() -> exports.open(database)).isInstanceOfSatisfying(ExportException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.CONFIGURATION);
            assertThat(e)
                    .hasMessageContainingAll(
                            "9.6.1", Integer.toString(database.server().version()));
        });
    }

    @Test
    void viewThatIsDroppedBeforeTheSchemaIsDumpedLosesTheExport() throws Exception {
        database.execute("CREATE VIEW seen AS SELECT id FROM wanted");
        try (Export export = new CopyExports().select(SCHEMA_ONLY).open(database)) {
            ExportObject schema = export.objects().next();
            database.execute("SET lock_timeout = '10s'; DROP VIEW seen");

            assertThatThrownBy(() -> schema.writeTo(OutputStream.nullOutputStream()))
                    .isInstanceOfSatisfying(
                            ExportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.EXPORT_LOST))
                    .hasMessageContaining("pg_dump");
        }
    }

    @Test
    void pgDumpThatEndsWithSuccessAndHalfItsOutputIsAnError() throws Exception {
        byte[] whole = record(new CopyExports()).objects().get(SCHEMA).bytes();
        Path half = Files.write(folder.resolve("half"), Arrays.copyOf(whole, whole.length / 2));

        refuses(
                program("case $1 in --version) echo 'pg_dump (PostgreSQL) 99.0';; *) cat " + half + ";; esac"),
                Kind.INTEGRITY);
    }

    @Test
    void pgDumpThatFailsIsAnError() throws Exception {
        refuses(
                program("case $1 in --version) echo 'pg_dump (PostgreSQL) 99.0';; *) echo no >&2; exit 1;; esac"),
                Kind.EXPORT_LOST);
    }

    @Test
    void pgDumpThatIsKilledIsAnErrorThatMayPass() throws Exception {
        refuses(
                program("case $1 in --version) echo 'pg_dump (PostgreSQL) 99.0';; *) kill -KILL $$;; esac"),
                Kind.UNAVAILABLE);
    }

    private void refuses(Path program, Kind kind) throws Exception {
        try (Export export = new CopyExports().select(SCHEMA_ONLY).dump(program).open(database)) {
            ExportObject schema = export.objects().next();

            assertThatThrownBy(() -> schema.writeTo(OutputStream.nullOutputStream()))
                    .isInstanceOfSatisfying(
                            ExportException.class, e -> assertThat(e.kind()).isEqualTo(kind));
        }
    }

    @Test
    void diagnosisOfADatabaseThatCanBeExportedHasNoFailure() throws Exception {
        List<Finding> findings = diagnose(database);

        assertThat(findings).extracting(Finding::subject).contains("connection", "snapshot", "pg_dump");
        assertThat(findings).noneMatch(finding -> finding.status() == Finding.Status.FAILURE);
    }

    @Test
    void diagnosisOfADatabaseThatIsNotThereSaysSo() throws Exception {
        List<Finding> findings = diagnose(new TestDatabase(database.server(), "no such database"));

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.status()).isEqualTo(Finding.Status.FAILURE);
            assertThat(finding.detail()).contains("no such database");
        });
    }

    private static List<Finding> diagnose(TestDatabase database) throws InterruptedException {
        CopyExports exports = new CopyExports();
        return new CopyPlugin()
                .diagnose(
                        exports.settings(database),
                        exports.request(Map.of("PATH", System.getenv().getOrDefault("PATH", "/usr/bin"))));
    }

    private ExportRecording record(CopyExports exports) throws Exception {
        try (Export export = exports.open(database)) {
            return ExportRecording.of(export);
        }
    }

    private static String archive(ExportRecording recording) {
        return new String(recording.objects().get(SCHEMA).bytes(), ISO_8859_1);
    }

    private Path program(String script) throws Exception {
        Path program = folder.resolve("pg_dump");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
