package dev.pgexport.copy;

import dev.pgexport.api.setting.DataSize;
import dev.pgexport.api.setting.Setting;
import dev.pgexport.postgres.connection.ConnectionSettings;
import dev.pgexport.postgres.program.ProgramSettings;
import dev.pgexport.postgres.snapshot.SnapshotSettings;

/**
 * The settings of the strategy {@code copy}.
 *
 * @param connection which database
 * @param snapshot how its snapshot is held
 * @param program which pg_dump writes the schema
 * @param format how rows are written
 * @param partSize above how many bytes of heap and TOAST a table is split, 1 MiB or more
 */
public record CopySettings(
        ConnectionSettings connection,
        SnapshotSettings snapshot,
        ProgramSettings program,

        @Setting(
                key = "copy.format",
                defaultValue = "csv",
                description = "How COPY writes rows: csv with a header line, text, or binary")
        CopyFormat format,

        @Setting(
                key = "copy.part-size",
                defaultValue = "256MiB",
                minimum = "1MiB",
                description =
                        "Split a table into parts of about this much heap and TOAST, so that several workers share"
                                + " it (PostgreSQL 14 and later)")
        DataSize partSize) {

    public CopySettings {
        if (partSize.bytes() < 1) {
            throw new IllegalArgumentException("a part has at least one byte: " + partSize);
        }
    }
}
