package dev.pgexport.snapshot.internal.rds;

import java.time.Instant;
import java.util.Optional;

/**
 * What RDS exports or makes a snapshot of: an instance, a cluster, or a snapshot.
 *
 * @param identifier its name
 * @param arn its ARN
 * @param cluster whether it is a cluster or a cluster's snapshot
 * @param engine as {@code postgres}
 * @param engineVersion as {@code 17.6}
 * @param storageType as {@code gp3}
 * @param engineMode of a cluster, as {@code serverless}
 * @param status as {@code available}
 * @param moment when the snapshot was taken; empty for what is none
 */
public record Origin(
        String identifier,
        String arn,
        boolean cluster,
        String engine,
        String engineVersion,
        String storageType,
        Optional<String> engineMode,
        String status,
        Optional<Instant> moment) {

    static Origin of(SnapshotFacts snapshot) {
        return new Origin(
                snapshot.identifier(),
                snapshot.arn(),
                snapshot.arn().contains(":cluster-snapshot:"),
                snapshot.engine(),
                snapshot.engineVersion(),
                snapshot.storageType(),
                Optional.empty(),
                snapshot.status(),
                snapshot.created());
    }

    public boolean isSnapshot() {
        return arn.contains(":snapshot:") || arn.contains(":cluster-snapshot:");
    }

    /** Return the region that the ARN names; empty when it is none. */
    public Optional<String> region() {
        String[] parts = arn.split(":", -1);
        return parts.length > 4 && !parts[3].isEmpty() ? Optional.of(parts[3]) : Optional.empty();
    }
}
