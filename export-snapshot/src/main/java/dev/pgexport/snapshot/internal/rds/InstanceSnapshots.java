package dev.pgexport.snapshot.internal.rds;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;

/** Snapshots of DB instances. */
final class InstanceSnapshots implements Snapshots {
    private final RdsCalls calls;

    InstanceSnapshots(RdsCalls calls) {
        this.calls = calls;
    }

    @Override
    public Optional<SnapshotFacts> find(String identifier) throws InterruptedException {
        return calls.find("look for the snapshot " + identifier, client -> client.describeDBSnapshots(one(identifier)))
                .flatMap(response -> response.dbSnapshots().stream().findFirst())
                .map(SnapshotFacts::of);
    }

    private static DescribeDbSnapshotsRequest one(String identifier) {
        return DescribeDbSnapshotsRequest.builder()
                .dbSnapshotIdentifier(identifier)
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
                "list the snapshots of the instance " + of,
                client -> client
                        .describeDBSnapshotsPaginator(DescribeDbSnapshotsRequest.builder()
                                .dbInstanceIdentifier(of)
                                .snapshotType(type)
                                .build())
                        .dbSnapshots()
                        .stream()
                        .map((DBSnapshot snapshot) -> SnapshotFacts.of(snapshot))
                        .toList());
    }

    @Override
    public void create(String identifier, String of, Map<String, String> tags) throws InterruptedException {
        boolean unused = calls.make(
                "make a snapshot of the instance " + of,
                client -> client.createDBSnapshot(CreateDbSnapshotRequest.builder()
                        .dbSnapshotIdentifier(identifier)
                        .dbInstanceIdentifier(of)
                        .tags(Tags.of(tags))
                        .build()));
    }

    @Override
    public void await(String identifier, Duration atMost, Duration interval) throws InterruptedException {
        Waiting.await(
                calls,
                "the snapshot " + identifier + " to be available",
                waiter -> waiter.waitUntilDBSnapshotAvailable(one(identifier), Waiting.within(atMost, interval)));
    }

    @Override
    public void delete(String identifier) throws InterruptedException {
        calls.find(
                "delete the snapshot " + identifier,
                client -> client.deleteDBSnapshot(DeleteDbSnapshotRequest.builder()
                        .dbSnapshotIdentifier(identifier)
                        .build()));
    }

    @Override
    public void awaitDeleted(String identifier, Duration atMost, Duration interval) throws InterruptedException {
        Waiting.await(
                calls,
                "the snapshot " + identifier + " to be deleted",
                waiter -> waiter.waitUntilDBSnapshotDeleted(one(identifier), Waiting.within(atMost, interval)));
    }
}
