package dev.pgexport.engine;

import dev.pgexport.api.Authentication;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.Selection;
import dev.pgexport.api.Sink;
import java.util.Map;
import java.util.Optional;

/**
 * What a run is to do.
 *
 * @param id the id of the export
 * @param source where the data comes from
 * @param sink where it goes to; stays open
 * @param selection which objects of the database are wanted
 * @param settings how to run
 * @param environment the process's environment, with its PG* variables
 * @param authentication says who to be at the database; empty for libpq's own ways; stays open
 * @param programVersion the version of pgexport, for the manifest
 * @param cancellation stops the run
 * @param listener hears what happens
 * @param progress counts what happens
 */
public record RunRequest(
        ExportId id,
        ConfiguredSource<?> source,
        Sink sink,
        Selection selection,
        RunSettings settings,
        Map<String, String> environment,
        Optional<Authentication> authentication,
        String programVersion,
        Cancellation cancellation,
        RunListener listener,
        RunProgress progress) {

    public RunRequest {
        environment = Map.copyOf(environment);
    }
}
