package dev.pgexport.engine;

import dev.pgexport.api.Authentication;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.Selection;
import dev.pgexport.api.SharedSnapshot;
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
 * @param snapshot a snapshot to read in place of an own one, for a strategy that can
 * @param start when there is nothing to do
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
        RunProgress progress,
        Optional<SharedSnapshot> snapshot,
        RunStart start) {

    public RunRequest {
        environment = Map.copyOf(environment);
        if (snapshot.isPresent() && !source.plugin().readsSharedSnapshots()) {
            throw new IllegalArgumentException(source.strategy() + " reads no snapshot that it is given");
        }
    }

    /** Return this request with a snapshot to read. */
    public RunRequest withSnapshot(SharedSnapshot shared) {
        return new RunRequest(
                id,
                source,
                sink,
                selection,
                settings,
                environment,
                authentication,
                programVersion,
                cancellation,
                listener,
                progress,
                Optional.of(shared),
                start);
    }

    /** Return this request with what to do when there may be nothing to do. */
    public RunRequest withStart(RunStart conditions) {
        return new RunRequest(
                id,
                source,
                sink,
                selection,
                settings,
                environment,
                authentication,
                programVersion,
                cancellation,
                listener,
                progress,
                snapshot,
                conditions);
    }

    /** Ask for a run that takes a snapshot of its own. */
    public RunRequest(
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
        this(
                id,
                source,
                sink,
                selection,
                settings,
                environment,
                authentication,
                programVersion,
                cancellation,
                listener,
                progress,
                Optional.empty(),
                RunStart.ALWAYS);
    }
}
