package dev.pgexport.cli.location;

import dev.pgexport.api.Sink;
import dev.pgexport.api.manifest.Manifest;
import java.net.URI;

/**
 * An export that a command line named.
 *
 * @param sink its location, open
 * @param location its location's URI
 * @param manifest what it holds
 */
public record OpenExport(Sink sink, URI location, Manifest manifest) implements AutoCloseable {
    /** Return what can be given to a command again. */
    public String name() {
        return LocationUri.shown(location.resolve(manifest.id().value()));
    }

    @Override
    public void close() {
        sink.close();
    }
}
