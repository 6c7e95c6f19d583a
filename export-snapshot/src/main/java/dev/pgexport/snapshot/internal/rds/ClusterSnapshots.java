package dev.pgexport.snapshot.internal.rds;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.CreateDbClusterSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.DeleteDbClusterSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotsRequest;

/** Snapshots of DB clusters. */
final class ClusterSnapshots implements Snapshots {
    private final RdsCalls calls;

    ClusterSnapshots(RdsCalls calls) {
        this.calls = calls;
    }

    @Override
    public Optional<SnapshotFacts> find(String identifier) throws InterruptedException {
        return calls.find(
                        "look for the cluster snapshot " + identifier,
                        client -> client.describeDBClusterSnapshots(one(identifier)))
                .flatMap(response -> response.dbClusterSnapshots().stream().findFirst())
                .map(SnapshotFacts::of);
    }

    private static DescribeDbClusterSnapshotsRequest one(String identifier) {
        return DescribeDbClusterSnapshotsRequest.builder()
                .dbClusterSnapshotIdentifier(identifier)
                .snapshotType(SnapshotType.of(identifier).orElse(null))
                .build();
    }

    @Override
    public List<SnapshotFacts> automated(String of) throws InterruptedException {
        return list(of, "automated");
    }

    @Override
    public List<SnapshotFacts> manual(String of) throws InterruptedException {
        return list(of, "manual");
    }

    private List<SnapshotFacts> list(String of, String type) throws InterruptedException {
        return calls.call(
                "list the snapshots of the cluster " + of,
                client -> client
                        .describeDBClusterSnapshotsPaginator(DescribeDbClusterSnapshotsRequest.builder()
                                .dbClusterIdentifier(of)
                                .snapshotType(type)
                                .build())
                        .dbClusterSnapshots()
                        .stream()
                        .map((DBClusterSnapshot snapshot) -> SnapshotFacts.of(snapshot))
                        .toList());
    }

    @Override
    public void create(String identifier, String of, Map<String, String> tags) throws InterruptedException {
        boolean unused = calls.make(
                "make a snapshot of the cluster " + of,
                client -> client.createDBClusterSnapshot(CreateDbClusterSnapshotRequest.builder()
                        .dbClusterSnapshotIdentifier(identifier)
                        .dbClusterIdentifier(of)
                        .tags(Tags.of(tags))
                        .build()));
    }

    @Override
    public void await(String identifier, Duration atMost, Duration interval) throws InterruptedException {
        Waiting.await(
                calls,
                "the cluster snapshot " + identifier + " to be available",
                waiter ->
                        waiter.waitUntilDBClusterSnapshotAvailable(one(identifier), Waiting.within(atMost, interval)));
    }

    @Override
    public void delete(String identifier) throws InterruptedException {
        calls.find(
                "delete the cluster snapshot " + identifier,
                client -> client.deleteDBClusterSnapshot(DeleteDbClusterSnapshotRequest.builder()
                        .dbClusterSnapshotIdentifier(identifier)
                        .build()));
    }

    @Override
    public void awaitDeleted(String identifier, Duration atMost, Duration interval) throws InterruptedException {
        Waiting.await(
                calls,
                "the cluster snapshot " + identifier + " to be deleted",
                waiter -> waiter.waitUntilDBClusterSnapshotDeleted(one(identifier), Waiting.within(atMost, interval)));
    }
}
