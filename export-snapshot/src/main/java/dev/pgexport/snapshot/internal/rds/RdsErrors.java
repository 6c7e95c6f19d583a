package dev.pgexport.snapshot.internal.rds;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.model.DbClusterNotFoundException;
import software.amazon.awssdk.services.rds.model.DbClusterSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbClusterSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.ExportTaskAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.ExportTaskNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidExportTaskStateException;

/** Tells errors apart that are no failure everywhere. */
final class RdsErrors {
    private RdsErrors() {}

    static boolean isMissing(SdkException failure) {
        return failure instanceof ExportTaskNotFoundException
                || failure instanceof DbSnapshotNotFoundException
                || failure instanceof DbClusterSnapshotNotFoundException
                || failure instanceof DbInstanceNotFoundException
                || failure instanceof DbClusterNotFoundException
                || failure instanceof InvalidExportTaskStateException; // of a task that is over: nothing to cancel
    }

    /** Return whether something exists already that was to be made: perhaps by the same request, whose answer was lost. */
    static boolean isThere(SdkException failure) {
        return failure instanceof ExportTaskAlreadyExistsException
                || failure instanceof DbSnapshotAlreadyExistsException
                || failure instanceof DbClusterSnapshotAlreadyExistsException;
    }
}
