package dev.pgexport.api;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a run asks of a source.
 *
 * @param id the id of the export
 * @param selection which objects of the database are wanted
 * @param jobs how many objects are written at once, 1 or more
 * @param scratch the folder below which a source may make temporary files; it need not exist
 * @param environment the process's environment, with its PG* variables
 * @param authentication says who to be at the database; empty for libpq's own ways; stays open
 * @param handOff where another service may write, when the sink offers it
 * @param cancellation tells when to stop
 * @param listener hears warnings
 * @param snapshot a snapshot to read in place of an own one, for a strategy that {@linkplain
 *     SourcePlugin#readsSharedSnapshots can}
 * @param task what this run is one of, when no other run of it may have an export open at the same time: to open one then
 *     fails with {@link ExportException.Kind#BUSY}, where the strategy {@linkplain SourcePlugin#looks can tell}
 */
public record ExportRequest(
        ExportId id,
        Selection selection,
        int jobs,
        Path scratch,
        Map<String, String> environment,
        Optional<Authentication> authentication,
        Optional<HandOff> handOff,
        CancellationToken cancellation,
        ExportListener listener,
        Optional<SharedSnapshot> snapshot,
        Optional<String> task) {

    public ExportRequest {
        if (jobs < 1) {
            throw new IllegalArgumentException("jobs is 1 or more: " + jobs);
        }
        environment = Map.copyOf(environment);
    }

    /** Ask for an export of a snapshot of its own. */
    public ExportRequest(
            ExportId id,
            Selection selection,
            int jobs,
            Path scratch,
            Map<String, String> environment,
            Optional<Authentication> authentication,
            Optional<HandOff> handOff,
            CancellationToken cancellation,
            ExportListener listener) {
        this(
                id,
                selection,
                jobs,
                scratch,
                environment,
                authentication,
                handOff,
                cancellation,
                listener,
                Optional.empty(),
                Optional.empty());
    }

    /** Return this request with a snapshot to read. */
    public ExportRequest withSnapshot(SharedSnapshot shared) {
        return new ExportRequest(
                id,
                selection,
                jobs,
                scratch,
                environment,
                authentication,
                handOff,
                cancellation,
                listener,
                Optional.of(shared),
                task);
    }

    /** Return this request for a run that is one of a task. */
    public ExportRequest withTask(Optional<String> name) {
        return new ExportRequest(
                id,
                selection,
                jobs,
                scratch,
                environment,
                authentication,
                handOff,
                cancellation,
                listener,
                snapshot,
                name);
    }
}
