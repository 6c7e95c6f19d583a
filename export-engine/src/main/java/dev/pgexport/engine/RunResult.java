package dev.pgexport.engine;

import dev.pgexport.api.manifest.Manifest;

/** How a run ended well. */
public sealed interface RunResult {
    /** Return what the export holds. */
    Manifest manifest();

    /** This run made the export. */
    record Completed(Manifest manifest) implements RunResult {}

    /** This run loaded the export into a database; nothing is stored. */
    record Loaded(Manifest manifest) implements RunResult {}

    /** An earlier run with the same strategy and settings had made it. */
    record AlreadyDone(Manifest manifest) implements RunResult {}

    /** The source is as it was when an earlier export of the location was made: nothing was stored. */
    record Unchanged(Manifest manifest) implements RunResult {}
}
