package dev.pgexport.pgdump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.Export;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportObject;
import dev.pgexport.api.Finding;
import dev.pgexport.api.Selection;
import dev.pgexport.api.TableName;
import dev.pgexport.api.Written;
import dev.pgexport.api.manifest.Contents;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@ExtendWith(PostgresExtension.class)
class PgDumpSelectionTest {
    /** As in {@code pg_dump -t 're_*' -T 're_services*' --data-only}. */
    private static final Selection PATTERNS = new Selection(
            List.of("re_*"), List.of("re_services*"), List.of(), List.of(), List.of(), false, true, false);

    @TempDir
    Path scratch;

    private TestDatabase database;

    @BeforeEach
    void createDatabase(PostgresServers servers) {
        database = InstalledPgDump.server(servers).createDatabase();
        database.execute(
                "CREATE TABLE re_orders (id int)",
                "INSERT INTO re_orders VALUES (1), (2)",
                "CREATE TABLE re_services_old (id int)",
                "INSERT INTO re_services_old VALUES (3)",
                "CREATE TABLE other (id int)");
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "staged", "plain"})
    void patternsSelectWhatPgDumpSelects(String mode) throws Exception {
        try (Export export =
                new TestExport(database, mode, scratch).selection(PATTERNS).open()) {
            Map<TableName, Long> rows = new HashMap<>();
            for (var objects = export.objects(); objects.hasNext(); ) {
                rows.putAll(objects.next().writeTo(new ByteArrayOutputStream()).rows());
            }

            assertThat(rows).isEqualTo(Map.of(new TableName("public", "re_orders"), 2L));
            assertThat(export.description().contents()).isEqualTo(Contents.DATA_ONLY);
        }
    }

    @Test
    void aPlainDumpOfRowsIsAMigrationFile() throws Exception {
        try (Export export =
                new TestExport(database, "plain", scratch).selection(PATTERNS).open()) {
            ExportObject dump = export.objects().next();
            ByteArrayOutputStream out = new ByteArrayOutputStream();

            dump.writeTo(out);

            assertThat(dump.name().value()).isEqualTo("dump/" + database.name() + ".sql");
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains("COPY public.re_orders (id) FROM stdin;\n1\n2\n\\.\n")
                    .doesNotContain("CREATE TABLE", "re_services_old", "other");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "staged", "plain"})
    void aSchemaHasNoRows(String mode) throws Exception {
        Selection schemaOnly = new Selection(List.of(), List.of(), List.of(), List.of(), List.of(), false, false, true);

        try (Export export =
                new TestExport(database, mode, scratch).selection(schemaOnly).open()) {
            for (var objects = export.objects(); objects.hasNext(); ) {
                Written written = objects.next().writeTo(new ByteArrayOutputStream());
                assertThat(written).isEqualTo(Written.withoutRows());
            }
        }
    }

    @Test
    void aServerNewerThanPgDumpIsRefusedWithBothVersions(PostgresServers servers) {
        int installed = InstalledPgDump.find().version().major();
        int newest = servers.newest().version();
        Assumptions.assumeTrue(newest > installed, "pg_dump is as new as the newest server");

        try (TestDatabase newer = servers.newest().createDatabase()) {
            assertThatThrownBy(() -> new TestExport(newer, "stream", scratch).open())
                    .isInstanceOfSatisfying(
                            ExportException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(ExportException.Kind.CONFIGURATION))
                    .hasMessageContainingAll("pg_dump " + installed, "PostgreSQL " + newest);
        }
    }

    @Test
    void aDiagnosisNamesTheProgramsAndTheRoom() throws Exception {
        TestExport export = new TestExport(database, "staged", scratch);

        List<Finding> findings = new PgDumpPlugin().diagnose(export.settings(), export.request());

        assertThat(findings)
                .extracting(Finding::subject)
                .contains("connection", "snapshot", "pg_dump", "pg_restore", "scratch");
        assertThat(findings).noneMatch(finding -> finding.status() == Finding.Status.FAILURE);
    }
}
