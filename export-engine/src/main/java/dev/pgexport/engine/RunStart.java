package dev.pgexport.engine;

import java.util.Optional;

/**
 * When a run has nothing to do.
 *
 * @param task what the run is one of, when it is not to run beside another of it; any text, the same for all of them
 * @param skipUnchanged whether to make no export of a source that has not changed since an export of the location
 */
public record RunStart(Optional<String> task, boolean skipUnchanged) {
    /** Whatever else runs, and whatever was exported before. */
    public static final RunStart ALWAYS = new RunStart(Optional.empty(), false);

    /** Return whether the source has to be looked at before an export is opened. */
    boolean looks() {
        return task.isPresent() || skipUnchanged;
    }
}
