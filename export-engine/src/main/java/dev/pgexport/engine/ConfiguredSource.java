package dev.pgexport.engine;

import dev.pgexport.api.Export;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.api.Inspection;
import dev.pgexport.api.InspectionRequest;
import dev.pgexport.api.SourcePlugin;
import dev.pgexport.api.SourceState;
import java.util.Map;
import java.util.Optional;

/**
 * A source and its settings.
 *
 * @param plugin the source
 * @param settings what it is told
 * @param recordedSettings what the manifest says of the settings and the selection: by key, without secrets
 * @param <C> the record of its settings
 */
public record ConfiguredSource<C extends Record>(
        SourcePlugin<C> plugin, C settings, Map<String, String> recordedSettings) {

    public ConfiguredSource {
        recordedSettings = Map.copyOf(recordedSettings);
    }

    /** Return the name of the strategy. */
    public String strategy() {
        return plugin.name();
    }

    /** Return whether what it writes can be loaded as it comes, see {@link SourcePlugin#loadable}. */
    boolean loadable() {
        return plugin.loadable(settings);
    }

    /** Open an export, see {@link SourcePlugin#open}. */
    public Export open(ExportRequest request) throws InterruptedException {
        return plugin.open(settings, request);
    }

    /** Look at the source, see {@link SourcePlugin#look}. */
    public Optional<SourceState> look(ExportRequest request) throws InterruptedException {
        return plugin.look(settings, request);
    }

    /** Open an inspection, see {@link SourcePlugin#inspect}. */
    public Inspection inspect(InspectionRequest request) {
        return plugin.inspect(settings, request);
    }
}
