package dev.pgexport.cli.outcome;

import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.cli.failure.Failure;
import dev.pgexport.engine.RunResult;
import java.util.Optional;

/** How a run ended. */
public sealed interface Ending {
    /** The run made an export. */
    record Completed(Manifest manifest) implements Ending {}

    /** The run loaded an export into a database; nothing is stored. */
    record Loaded(Manifest manifest) implements Ending {}

    /** The export had been made, by an earlier run with the same id. */
    record MadeBefore(Manifest manifest) implements Ending {}

    /** The source is as it was when an earlier export was made. */
    record Unchanged(Manifest manifest) implements Ending {}

    /**
     * Another run is at it. Nobody knows yet whether there will be an export.
     *
     * @param reason which run
     */
    record Busy(String reason) implements Ending {}

    /** The run failed, or was stopped: there is no export of it. */
    record Failed(Failure failure) implements Ending {}

    static Ending of(RunResult result) {
        if (result instanceof RunResult.Loaded) {
            return new Loaded(result.manifest());
        }
        if (result instanceof RunResult.AlreadyDone) {
            return new MadeBefore(result.manifest());
        }
        return result instanceof RunResult.Unchanged
                ? new Unchanged(result.manifest())
                : new Completed(result.manifest());
    }

    /** Return the export that this run made. */
    default Optional<Manifest> made() {
        if (this instanceof Completed completed) {
            return Optional.of(completed.manifest());
        }
        return this instanceof Loaded loaded ? Optional.of(loaded.manifest()) : Optional.empty();
    }

    /** Return the export that there is now, whoever made it; empty when none is known of. */
    default Optional<Manifest> export() {
        if (this instanceof MadeBefore before) {
            return Optional.of(before.manifest());
        }
        return this instanceof Unchanged unchanged ? Optional.of(unchanged.manifest()) : made();
    }

    /** Return whether the run did nothing because there was nothing to do. */
    default boolean nothingToDo() {
        return this instanceof MadeBefore || this instanceof Unchanged || this instanceof Busy;
    }

    /** Return the word for it that records and events use. */
    default String word() {
        if (this instanceof Failed failed) {
            return failed.failure().stopped() ? "stopped" : "failed";
        }
        return nothingToDo() ? "nothing to do" : "completed";
    }
}
