package dev.pgexport.snapshot.internal.rds;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The snapshots of instances, or those of clusters. Thread-safe. */
public interface Snapshots {
    Optional<SnapshotFacts> find(String identifier) throws InterruptedException;

    /** Return the automated ones of an instance or a cluster. */
    List<SnapshotFacts> automated(String of) throws InterruptedException;

    /** Return the ones of an instance or a cluster that somebody made. */
    List<SnapshotFacts> manual(String of) throws InterruptedException;

    /** Begin to make one, unless there is one of that name. */
    void create(String identifier, String of, Map<String, String> tags) throws InterruptedException;

    /** Wait until one is there and whole. */
    void await(String identifier, Duration atMost, Duration interval) throws InterruptedException;

    /** Begin to delete one; does nothing when there is none. */
    void delete(String identifier) throws InterruptedException;

    /** Wait until one is gone. */
    void awaitDeleted(String identifier, Duration atMost, Duration interval) throws InterruptedException;
}
