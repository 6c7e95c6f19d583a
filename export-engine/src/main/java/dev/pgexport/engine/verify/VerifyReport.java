package dev.pgexport.engine.verify;

import dev.pgexport.api.ExportId;
import java.time.Duration;
import java.util.List;

/**
 * What a verification found.
 *
 * @param id the export
 * @param deep whether objects were decoded and rows counted
 * @param objects how many objects were read
 * @param bytes how many stored bytes were read
 * @param rows how many rows were counted; 0 unless deep
 * @param bySizeAlone of how many objects there was no checksum to compare: what another service wrote has an ETag, which
 *     is of no use once it lies in another storage
 * @param differences in what the export is not what its manifest says, by subject
 * @param took how long it took
 */
public record VerifyReport(
        ExportId id,
        boolean deep,
        long objects,
        long bytes,
        long rows,
        long bySizeAlone,
        List<Difference> differences,
        Duration took) {

    public VerifyReport {
        differences = List.copyOf(differences);
    }

    /** Return whether the export is what its manifest says. */
    public boolean passed() {
        return differences.isEmpty();
    }
}
