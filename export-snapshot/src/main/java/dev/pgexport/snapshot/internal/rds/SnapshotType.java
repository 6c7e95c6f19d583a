package dev.pgexport.snapshot.internal.rds;

import java.util.Optional;

/**
 * The type that a snapshot is to be asked for with. One that nobody made by hand is only found where its type is said.
 *
 * <p>Source: Amazon RDS API Reference, "DescribeDBSnapshots" and "DescribeDBClusterSnapshots".
 */
final class SnapshotType {
    private SnapshotType() {}

    /** Return the type of the snapshots whose names begin as this one; empty for those that somebody made. */
    static Optional<String> of(String identifier) {
        if (identifier.startsWith("rds:")) {
            return Optional.of("automated");
        }
        return identifier.startsWith("awsbackup:") ? Optional.of("awsbackup") : Optional.empty();
    }
}
