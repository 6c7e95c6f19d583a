package dev.pgexport.api.manifest;

/** What makes all objects of an export show the same moment. */
public enum Consistency {
    /** One exported snapshot of a REPEATABLE READ transaction. */
    TRANSACTION_SNAPSHOT,
    /** One exported snapshot of a SERIALIZABLE READ ONLY DEFERRABLE transaction: a state some serial order had. */
    SERIALIZABLE_SNAPSHOT,
    /** One snapshot of the storage. */
    STORAGE_SNAPSHOT
}
