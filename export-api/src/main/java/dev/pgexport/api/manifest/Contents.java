package dev.pgexport.api.manifest;

/** Which halves of a database an export holds. */
public enum Contents {
    SCHEMA_AND_DATA,
    DATA_ONLY,
    SCHEMA_ONLY
}
