package dev.pgexport.engine.location;

import dev.pgexport.api.ExportId;
import dev.pgexport.api.manifest.Contents;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.manifest.ManifestTable;
import java.time.Duration;
import java.time.Instant;

/**
 * A manifest in one line.
 *
 * @param id the export's id
 * @param strategy the source plugin's name
 * @param database the database's name
 * @param moment when the snapshot was taken
 * @param contents which halves of the database it holds
 * @param tables how many tables it knows
 * @param objects how many objects it has, without the manifest
 * @param rows how many rows of tables it holds
 * @param bytes the size of its objects as stored
 * @param took how long the run took until all objects were written
 * @param warnings how many warnings there were
 */
public record ExportSummary(
        ExportId id,
        String strategy,
        String database,
        Instant moment,
        Contents contents,
        int tables,
        int objects,
        long rows,
        long bytes,
        Duration took,
        int warnings) {

    public static ExportSummary of(Manifest manifest) {
        return new ExportSummary(
                manifest.id(),
                manifest.strategy(),
                manifest.source().database(),
                manifest.source().moment(),
                manifest.contents(),
                manifest.tables().size(),
                manifest.objects().size(),
                manifest.tables().stream()
                        .map(ManifestTable::rows)
                        .mapToLong(rows -> rows.orElse(0))
                        .sum(),
                manifest.objects().stream().mapToLong(ManifestObject::bytes).sum(),
                manifest.timings().opened().plus(manifest.timings().written()),
                manifest.warnings().size());
    }
}
