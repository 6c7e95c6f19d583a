package dev.pgexport.api;

import dev.pgexport.api.manifest.Manifest;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a verification asks of a source.
 *
 * @param manifest the manifest of the export to inspect
 * @param scratch the folder below which temporary files may be made; it need not exist
 * @param environment the process's environment
 */
public record InspectionRequest(Manifest manifest, Path scratch, Map<String, String> environment) {
    public InspectionRequest {
        environment = Map.copyOf(environment);
    }
}
