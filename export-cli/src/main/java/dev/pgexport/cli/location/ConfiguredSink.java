package dev.pgexport.cli.location;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.Finding;
import dev.pgexport.api.Sink;
import dev.pgexport.api.SinkPlugin;
import java.net.URI;
import java.util.List;

/**
 * A sink, its settings and a location that it serves.
 *
 * @param plugin the sink
 * @param settings what it is told
 * @param location where exports are
 * @param <C> the record of its settings
 */
public record ConfiguredSink<C extends Record>(SinkPlugin<C> plugin, C settings, URI location) {
    /** Open the location, see {@link SinkPlugin#open}. */
    public Sink open() {
        return plugin.open(settings, location);
    }

    /**
     * Open the location for exports that are stored there.
     *
     * @throws ExportException of kind CONFIGURATION when nothing is ever stored there
     */
    public Sink openStored() {
        Sink sink = open();
        if (sink.loading().isPresent()) {
            sink.close();
            throw new ExportException(
                            Kind.CONFIGURATION,
                            LocationUri.shown(location)
                                    + " is a database, which exports are loaded into: none is stored there")
                    .withAdvice("perhaps name a folder or a bucket; the command compare takes databases, too");
        }
        return sink;
    }

    /** Look at the location, see {@link SinkPlugin#diagnose}. */
    public List<Finding> diagnose() {
        return plugin.diagnose(settings, location);
    }

    /** Return the same sink at another location. */
    ConfiguredSink<C> at(URI other) {
        return new ConfiguredSink<>(plugin, settings, other);
    }
}
