package dev.pgexport.snapshot.internal.rds;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * A snapshot, of an instance or of a cluster.
 *
 * @param identifier its name
 * @param arn which says whether it is one of a cluster
 * @param of the instance or cluster
 * @param status as {@code available}
 * @param created when it was taken; empty while it is being made
 * @param storageType as {@code gp3}; {@code standard} is magnetic
 */
public record SnapshotFacts(
        String identifier,
        String arn,
        String of,
        String status,
        String engine,
        String engineVersion,
        String storageType,
        Optional<Instant> created,
        Map<String, String> tags) {

    public SnapshotFacts {
        tags = Map.copyOf(tags);
    }

    static SnapshotFacts of(DBSnapshot snapshot) {
        return new SnapshotFacts(
                text(snapshot.dbSnapshotIdentifier()),
                text(snapshot.dbSnapshotArn()),
                text(snapshot.dbInstanceIdentifier()),
                text(snapshot.status()),
                text(snapshot.engine()),
                text(snapshot.engineVersion()),
                text(snapshot.storageType()),
                Optional.ofNullable(snapshot.originalSnapshotCreateTime())
                        .or(() -> Optional.ofNullable(snapshot.snapshotCreateTime())),
                tags(snapshot.tagList()));
    }

    static SnapshotFacts of(DBClusterSnapshot snapshot) {
        return new SnapshotFacts(
                text(snapshot.dbClusterSnapshotIdentifier()),
                text(snapshot.dbClusterSnapshotArn()),
                text(snapshot.dbClusterIdentifier()),
                text(snapshot.status()),
                text(snapshot.engine()),
                text(snapshot.engineVersion()),
                text(snapshot.storageType()),
                Optional.ofNullable(snapshot.snapshotCreateTime()),
                tags(snapshot.tagList()));
    }

    private static Map<String, String> tags(List<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::key, tag -> text(tag.value()), (one, other) -> one));
    }

    private static String text(String text) {
        return Optional.ofNullable(text).orElse("");
    }

    public boolean available() {
        return status.equals("available");
    }
}
