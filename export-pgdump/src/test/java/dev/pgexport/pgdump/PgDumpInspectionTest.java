package dev.pgexport.pgdump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.Export;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.Inspection;
import dev.pgexport.api.InspectionRequest;
import dev.pgexport.api.Written;
import dev.pgexport.postgres.program.ProgramSettings;
import dev.pgexport.testkit.ExportRecording;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@ExtendWith(PostgresExtension.class)
class PgDumpInspectionTest {
    @TempDir
    Path folder;

    private TestDatabase database;

    @BeforeEach
    void createDatabase(PostgresServers servers) {
        database = InstalledPgDump.server(servers).createDatabase();
        database.execute("CREATE TABLE a (id int)", "INSERT INTO a VALUES (1), (2)", "CREATE TABLE b (id int)");
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Test
    void aFileThatIsNotThereIsMissed() throws Exception {
        ExportRecording recording = record("staged");

        for (ExportRecording.Recorded missing : recording.objects().values()) {
            try (Inspection inspection = inspect(recording, ProgramSettings.defaults())) {
                for (ExportRecording.Recorded object : recording.objects().values()) {
                    if (!object.name().equals(missing.name())) {
                        inspection.inspect(object.manifestObject(), new ByteArrayInputStream(object.bytes()));
                    }
                }

                assertThatThrownBy(inspection::finish)
                        .isInstanceOfSatisfying(
                                ExportException.class,
                                failure -> assertThat(failure.kind()).isEqualTo(ExportException.Kind.INTEGRITY))
                        .hasMessageContaining("is missing");
            }
        }
    }

    @Test
    void whatPgRestoreCannotReadIsNotWhole() throws Exception {
        ProgramSettings programs = withRestore("cat > /dev/null; echo 'pg_restore: error: broken' >&2; exit 1");

        assertThatThrownBy(() -> inspectArchive(programs))
                .isInstanceOfSatisfying(
                        ExportException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(ExportException.Kind.INTEGRITY))
                .hasMessageContaining("pg_restore: error: broken");
    }

    @Test
    void aPgRestoreThatIsTooOldIsAWarning() throws Exception {
        ProgramSettings programs =
                withRestore("echo 'pg_restore: error: unsupported version (1.16) in file header' >&2; exit 1");

        assertThat(inspectArchive(programs).warnings())
                .singleElement()
                .asString()
                .contains("too old for the archive", "unsupported version (1.16)");
    }

    @Test
    void withoutPgRestoreTheArchiveIsReadAndAWarningSaysSo() throws Exception {
        ProgramSettings programs = new ProgramSettings(Optional.of(FakePgDump.create(folder, "exit 1")));

        Written found = inspectArchive(programs);

        assertThat(found.warnings()).singleElement().asString().contains("found no pg_restore");
        assertThat(found.rows()).hasSize(2);
    }

    private Written inspectArchive(ProgramSettings programs) throws Exception {
        ExportRecording recording = record("stream");
        ExportRecording.Recorded archive =
                recording.objects().values().iterator().next();
        try (Inspection inspection = inspect(recording, programs)) {
            return inspection.inspect(archive.manifestObject(), new ByteArrayInputStream(archive.bytes()));
        }
    }

    private ProgramSettings withRestore(String script) throws Exception {
        Path dump = FakePgDump.create(folder, "exit 1");
        Path restore = dump.resolveSibling("pg_restore");
        Files.writeString(restore, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(restore, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new ProgramSettings(Optional.of(dump));
    }

    private ExportRecording record(String mode) throws Exception {
        try (Export export = new TestExport(database, mode, folder.resolve("scratch")).open()) {
            return ExportRecording.of(export);
        }
    }

    private Inspection inspect(ExportRecording recording, ProgramSettings programs) {
        return new PgDumpInspection(
                programs,
                new InspectionRequest(recording.manifest(), folder.resolve("scratch"), InstalledPgDump.ENVIRONMENT));
    }
}
