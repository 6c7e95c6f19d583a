package dev.pgexport.restore;

import dev.pgexport.postgres.program.ProgramSettings;
import java.util.List;

/**
 * How a database is loaded.
 *
 * @param program the pg_dump beside which pg_restore is
 * @param owner whether objects get the owners that they had
 * @param privileges whether objects get the privileges that they had
 */
public record LoadSettings(ProgramSettings program, boolean owner, boolean privileges) {
    /** Return the options of a restore of everything. */
    RestoreOptions options() {
        return new RestoreOptions(List.of(), owner, privileges, false, RestoreOptions.Existing.REFUSE, false);
    }
}
