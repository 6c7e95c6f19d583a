package dev.pgexport.postgressink;

import dev.pgexport.api.setting.Setting;
import dev.pgexport.postgres.program.ProgramSettings;
import dev.pgexport.restore.LoadSettings;

/**
 * The settings of the sink {@code postgres}.
 *
 * @param program the pg_dump beside which pg_restore is
 * @param owner whether objects get the owners that they have
 * @param privileges whether objects get the privileges that they have
 */
public record PostgresSinkSettings(
        ProgramSettings program,

        @Setting(
                key = "postgres.owner",
                defaultValue = "true",
                description =
                        "Give what is loaded the owners that it has in the source; without, it belongs to the user"
                                + " that --to names")
        boolean owner,

        @Setting(
                key = "postgres.privileges",
                defaultValue = "true",
                description = "Grant and revoke on what is loaded as in the source")
        boolean privileges) {

    LoadSettings load() {
        return new LoadSettings(program, owner, privileges);
    }
}
