package dev.pgexport.postgres.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PgDumpSearchTest {
    @TempDir
    Path folder;

    @Test
    void takesTheNewestOfThePath() throws Exception {
        Path older = install("older", "pg_dump", "pg_dump (PostgreSQL) 98.1");
        Path newer = install("newer", "pg_dump", "pg_dump (PostgreSQL) 99.2 (Debian 99.2-1)");
        install("newer", "pg_restore", "pg_restore (PostgreSQL) 99.2");
        Path oldest = install("oldest", "pg_dump", "pg_dump (PostgreSQL) 97beta1");

        PgDumpProgram program = PgDumpProgram.find(ProgramSettings.defaults(), 98, path(older, newer, oldest));

        assertThat(program)
                .isEqualTo(new PgDumpProgram(
                        newer, new ProgramVersion(99, 2, "99.2"), Optional.of(newer.resolveSibling("pg_restore"))));
    }

    @Test
    void oneThatIsOlderThanTheServerIsRefusedWithBothVersionsAndWhatToInstall() throws Exception {
        Path old = install("old", "pg_dump", "pg_dump (PostgreSQL) 15.18");

        assertThatThrownBy(() -> PgDumpProgram.find(new ProgramSettings(Optional.of(old)), 17, path()))
                .isInstanceOfSatisfying(ExportException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(ExportException.Kind.CONFIGURATION);
                    assertThat(failure).hasMessageContainingAll("pg_dump 15.18", old.toString(), "PostgreSQL 17");
                    assertThat(failure.advice())
                            .hasValueSatisfying(
                                    advice -> assertThat(advice).contains("postgresql-client-17", "pgdump.bin"));
                });
    }

    @Test
    void theReasonIsThereWithoutAnException() throws Exception {
        Path old = install("old", "pg_dump", "pg_dump (PostgreSQL) 15.18");

        assertThat(PgDumpSearch.search(new ProgramSettings(Optional.of(old)), 17, path()))
                .isInstanceOfSatisfying(
                        PgDumpSearch.Missing.class,
                        missing -> assertThat(missing.reason())
                                .contains("is older than the server, which is PostgreSQL 17"));
    }

    @Test
    void theConfiguredOneMayBeNamedByItsFolder() throws Exception {
        Path configured = install("mine", "pg_dump", "pg_dump (PostgreSQL) 18.1");

        PgDumpProgram program =
                PgDumpProgram.find(new ProgramSettings(Optional.of(configured.getParent())), 14, path());

        assertThat(program.dump()).isEqualTo(configured);
    }

    @Test
    void whatIsConfiguredHasToBeAPgDump() throws Exception {
        Path other = install("mine", "psql", "psql (PostgreSQL) 18.1");

        assertThatThrownBy(() -> PgDumpProgram.find(new ProgramSettings(Optional.of(other)), 14, path()))
                .hasMessageContaining("pgdump.bin is not a pg_dump that runs: " + other);
        assertThatThrownBy(() ->
                        PgDumpProgram.find(new ProgramSettings(Optional.of(Path.of("/no/such/pg_dump"))), 14, path()))
                .hasMessageContaining("pgdump.bin is not a pg_dump that runs: /no/such/pg_dump");
    }

    @Test
    void oneThatWasKilledIsNotMissing() throws Exception {
        Path older = install("older", "pg_dump", "pg_dump (PostgreSQL) 98.1");
        Path killed = install("killed", "pg_dump", "' && kill -KILL $$ && echo '");

        assertThatThrownBy(() -> PgDumpProgram.find(ProgramSettings.defaults(), 99, path(older, killed)))
                .isInstanceOfSatisfying(
                        ExportException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(ExportException.Kind.UNAVAILABLE))
                .hasMessage(killed + " was killed by signal 9 when it was asked for its version");
    }

    @Test
    void oneThatWasKilledIsPassedOverWhenAnotherWillDo() throws Exception {
        Path newest = install("newest", "pg_dump", "pg_dump (PostgreSQL) 99.1");
        Path killed = install("killed", "pg_dump", "' && kill -KILL $$ && echo '");

        assertThat(PgDumpProgram.find(ProgramSettings.defaults(), 99, path(killed, newest))
                        .dump())
                .isEqualTo(newest);
    }

    @Test
    void theInstalledOneIsFoundWithoutAPath() throws Exception {
        PgDumpProgram program = PgDumpProgram.find(ProgramSettings.defaults(), 0, path());

        assertThat(program.version().major()).isGreaterThanOrEqualTo(10);
        assertThat(program.restore()).isPresent();
    }

    private Path install(String place, String name, String version) throws IOException {
        Path program = Files.createDirectories(folder.resolve(place)).resolve(name);
        Files.writeString(program, "#!/bin/sh\n[ \"$1\" = --version ] && echo '" + version + "'\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Map<String, String> path(Path... programs) {
        StringBuilder path = new StringBuilder("/usr/bin:/bin");
        for (Path program : programs) {
            path.append(':').append(program.getParent());
        }
        return Map.of("PATH", path.toString());
    }
}
