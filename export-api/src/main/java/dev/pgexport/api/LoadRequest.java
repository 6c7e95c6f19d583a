package dev.pgexport.api;

import dev.pgexport.api.manifest.ExportDescription;
import java.nio.file.Path;

/**
 * What a run asks of a loading.
 *
 * @param id the id of the export
 * @param description what it will hold
 * @param jobs how many connections work at once, 1 or more
 * @param scratch the folder below which temporary files may be made; it need not exist
 * @param cancellation tells when to stop
 * @param listener hears warnings
 */
public record LoadRequest(
        ExportId id,
        ExportDescription description,
        int jobs,
        Path scratch,
        CancellationToken cancellation,
        ExportListener listener) {

    public LoadRequest {
        if (jobs < 1) {
            throw new IllegalArgumentException("jobs is 1 or more: " + jobs);
        }
    }
}
