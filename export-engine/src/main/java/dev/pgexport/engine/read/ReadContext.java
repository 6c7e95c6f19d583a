package dev.pgexport.engine.read;

import dev.pgexport.api.CancellationToken;
import java.nio.file.Path;
import java.util.Map;

/**
 * What rows are read with.
 *
 * @param scratch the folder below which temporary files may be made; it need not exist
 * @param environment the process's environment
 * @param cancellation tells when to stop
 */
public record ReadContext(Path scratch, Map<String, String> environment, CancellationToken cancellation) {
    public ReadContext {
        environment = Map.copyOf(environment);
    }
}
