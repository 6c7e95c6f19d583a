package dev.pgexport.testkit.rds;

/** The status of an export task, as RDS names it. */
public enum TaskStatus {
    /** The snapshot is being restored, of which nothing can be seen. */
    STARTING,
    /** Files are being written. */
    IN_PROGRESS,
    /** Someone has cancelled it; files may still be written. */
    CANCELING,
    /** It was cancelled. What it has written stays. */
    CANCELED,
    /** It says that it has written all. */
    COMPLETE,
    /** It says why it has not. What it has written stays. */
    FAILED;

    boolean isEnd() {
        return this == CANCELED || this == COMPLETE || this == FAILED;
    }
}
