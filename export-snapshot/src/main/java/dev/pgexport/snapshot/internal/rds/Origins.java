package dev.pgexport.snapshot.internal.rds;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Finds instances, clusters and snapshots. Thread-safe. */
public final class Origins {
    private final RdsCalls calls;
    private final Snapshots instances;
    private final Snapshots clusters;

    public Origins(RdsCalls calls) {
        this.calls = calls;
        this.instances = new InstanceSnapshots(calls);
        this.clusters = new ClusterSnapshots(calls);
    }

    public Snapshots snapshots(boolean cluster) {
        return cluster ? clusters : instances;
    }

    /**
     * Find an instance or a cluster.
     *
     * @throws ExportException of kind CONFIGURATION when there is none
     */
    public Origin server(boolean cluster, String identifier) throws InterruptedException {
        return cluster ? cluster(identifier) : instance(identifier);
    }

    private Origin instance(String identifier) throws InterruptedException {
        DBInstance found = calls
                .call(
                        "look at the instance " + identifier,
                        client -> client.describeDBInstances(request -> request.dbInstanceIdentifier(identifier)))
                .dbInstances()
                .stream()
                .findFirst()
                .orElseThrow(() -> missing("no instance " + identifier, "--snapshot-instance"));
        Optional<String> member = text(found.dbClusterIdentifier());
        if (member.isPresent()) {
            throw new ExportException(
                            Kind.CONFIGURATION,
                            "the instance " + identifier + " is a member of the cluster " + member.get()
                                    + ", which has the snapshots")
                    .withAdvice("give --snapshot-cluster " + member.get() + " instead of --snapshot-instance");
        }
        return new Origin(
                identifier,
                text(found.dbInstanceArn()).orElse(""),
                false,
                text(found.engine()).orElse(""),
                text(found.engineVersion()).orElse(""),
                text(found.storageType()).orElse(""),
                Optional.empty(),
                text(found.dbInstanceStatus()).orElse(""),
                Optional.empty());
    }

    private Origin cluster(String identifier) throws InterruptedException {
        DBCluster found = calls
                .call(
                        "look at the cluster " + identifier,
                        client -> client.describeDBClusters(request -> request.dbClusterIdentifier(identifier)))
                .dbClusters()
                .stream()
                .findFirst()
                .orElseThrow(() -> missing("no cluster " + identifier, "--snapshot-cluster"));
        return new Origin(
                identifier,
                text(found.dbClusterArn()).orElse(""),
                true,
                text(found.engine()).orElse(""),
                text(found.engineVersion()).orElse(""),
                text(found.storageType()).orElse(""),
                text(found.engineMode()),
                text(found.status()).orElse(""),
                Optional.empty());
    }

    /**
     * Find a snapshot by its identifier or ARN.
     *
     * @throws ExportException of kind CONFIGURATION when there is none
     */
    public Origin snapshot(String named) throws InterruptedException {
        Optional<SnapshotArn> arn = SnapshotArn.of(named);
        Optional<SnapshotFacts> found;
        if (arn.isPresent()) {
            found = snapshot(arn.get());
        } else {
            found = instances.find(named);
            if (found.isEmpty()) {
                found = clusters.find(named);
            }
        }
        return found.map(Origin::of).orElseThrow(() -> missing("no snapshot " + named, "--snapshot-id"));
    }

    private Optional<SnapshotFacts> snapshot(SnapshotArn arn) throws InterruptedException {
        if (!arn.region().equals(calls.region())) {
            throw new ExportException(
                            Kind.CONFIGURATION,
                            "the snapshot " + arn.arn() + " is in " + arn.region() + ", and RDS is asked in "
                                    + calls.region())
                    .withAdvice("give --aws-region " + arn.region() + ", and a bucket there");
        }
        // One of another account may have the same identifier.
        return snapshots(arn.cluster())
                .find(arn.identifier())
                .filter(facts -> facts.arn().equals(arn.arn()));
    }

    /**
     * Find the newest automated snapshot that is whole.
     *
     * @throws ExportException of kind CONFIGURATION when there is none
     */
    public Origin latest(boolean cluster, String identifier) throws InterruptedException {
        return snapshots(cluster).automated(identifier).stream()
                .filter(SnapshotFacts::available)
                .max(Comparator.comparing(snapshot -> snapshot.created().orElse(Instant.EPOCH)))
                .map(Origin::of)
                .orElseThrow(
                        () -> new ExportException(Kind.CONFIGURATION, "there is no automated snapshot of " + identifier)
                                .withAdvice("perhaps its backup retention is 0: use --snapshot-mode create"));
    }

    private ExportException missing(String what, String flag) {
        return new ExportException(Kind.CONFIGURATION, "there is " + what + " in " + calls.region())
                .withAdvice("perhaps correct " + flag + ", or --aws-region");
    }

    private static Optional<String> text(String text) {
        return Optional.ofNullable(text).filter(given -> !given.isEmpty());
    }
}
