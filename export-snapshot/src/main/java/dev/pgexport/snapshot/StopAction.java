package dev.pgexport.snapshot;

/** What becomes of the export task of a run that is told to stop. */
public enum StopAction {
    /** It is cancelled, and nothing stays. */
    CANCEL,
    /** It goes on; the next run of the same id takes it over. */
    LEAVE
}
