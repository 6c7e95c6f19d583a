package dev.pgexport.aws;

/** When requests carry, and answers are checked by, the checksums that Amazon S3 has had since 2022. */
public enum Integrity {
    /** Wherever an operation knows them. */
    WHEN_SUPPORTED,
    /** Only where an operation demands them: for servers that refuse them elsewhere. */
    WHEN_REQUIRED
}
