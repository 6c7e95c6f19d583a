package dev.pgexport.pgdump;

import dev.pgexport.api.setting.Setting;
import dev.pgexport.postgres.connection.ConnectionSettings;
import dev.pgexport.postgres.program.ProgramSettings;
import dev.pgexport.postgres.snapshot.SnapshotSettings;

/**
 * The settings of the strategy {@code pgdump}.
 *
 * @param connection which database
 * @param snapshot how its snapshot is held
 * @param programs which pg_dump
 * @param mode what it writes
 */
public record PgDumpSettings(
        ConnectionSettings connection,
        SnapshotSettings snapshot,
        ProgramSettings programs,

        @Setting(
                key = "pgdump.mode",
                defaultValue = "stream",
                description = "What pg_dump writes: stream is one archive that never touches a disk here, staged is a"
                        + " directory made by several workers in scratch space, plain is SQL")
        PgDumpMode mode) {}
