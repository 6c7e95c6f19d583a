package dev.pgexport.postgres.program;

import dev.pgexport.api.setting.Setting;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which of PostgreSQL's programs are used.
 *
 * @param dump a pg_dump, or the folder that has one; its pg_restore is expected beside it
 */
public record ProgramSettings(
        @Setting(
                key = "pgdump.bin",
                placeholder = "FILE",
                description = "Use this pg_dump; without it the newest is taken that is on the PATH or where"
                        + " PostgreSQL is usually installed")
        Optional<Path> dump) {

    /** Search for the programs. */
    public static ProgramSettings defaults() {
        return new ProgramSettings(Optional.empty());
    }
}
