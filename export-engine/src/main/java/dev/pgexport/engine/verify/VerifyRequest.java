package dev.pgexport.engine.verify;

import dev.pgexport.api.CancellationToken;
import dev.pgexport.api.Sink;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.engine.ConfiguredSource;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a verification is to do.
 *
 * @param manifest what the export must hold
 * @param sink the location that has it; stays open
 * @param deep the strategy that made it, to decode every object and count its rows; empty to compare bytes alone
 * @param jobs how many objects are read at once, 1 or more
 * @param scratch the folder below which temporary files may be made; it need not exist
 * @param environment the process's environment
 * @param cancellation stops the verification
 * @param progress counts what was done
 */
public record VerifyRequest(
        Manifest manifest,
        Sink sink,
        Optional<ConfiguredSource<?>> deep,
        int jobs,
        Path scratch,
        Map<String, String> environment,
        CancellationToken cancellation,
        VerifyProgress progress) {

    public VerifyRequest {
        if (jobs < 1) {
            throw new IllegalArgumentException("jobs is 1 or more: " + jobs);
        }
        environment = Map.copyOf(environment);
    }
}
