package dev.pgexport.restore;

import dev.pgexport.postgres.program.ProgramSettings;

/**
 * The settings of a restore that are settings of exports as well.
 *
 * @param program the pg_dump beside which pg_restore and psql are
 */
public record RestoreSettings(ProgramSettings program) {
    /** Search for the programs. */
    public static RestoreSettings defaults() {
        return new RestoreSettings(ProgramSettings.defaults());
    }
}
