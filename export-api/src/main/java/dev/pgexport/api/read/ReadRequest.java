package dev.pgexport.api.read;

import dev.pgexport.api.CancellationToken;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.Manifest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * What is asked of a reader.
 *
 * @param manifest the manifest of the export to read
 * @param tables the tables whose rows are wanted; the manifest has rows of each
 * @param objects opens the export's objects
 * @param scratch the folder below which temporary files may be made; it need not exist
 * @param environment the process's environment
 * @param cancellation tells when to stop; threads that read are interrupted as well
 */
public record ReadRequest(
        Manifest manifest,
        Set<TableName> tables,
        DecodedObjects objects,
        Path scratch,
        Map<String, String> environment,
        CancellationToken cancellation) {

    public ReadRequest {
        tables = Set.copyOf(tables);
        environment = Map.copyOf(environment);
    }
}
