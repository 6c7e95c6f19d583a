package dev.pgexport.snapshot;

/** Of what RDS makes the export. */
public enum SnapshotMode {
    /** A snapshot that is made for the export, and deleted after it. */
    CREATE,
    /** The newest automated snapshot. */
    LATEST,
    /** The snapshot that is named. */
    GIVEN,
    /** The cluster itself, which Aurora clones for the time of the export. */
    LIVE
}
