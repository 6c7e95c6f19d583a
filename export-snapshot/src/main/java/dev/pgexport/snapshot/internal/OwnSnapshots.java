package dev.pgexport.snapshot.internal;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.ExportListener;
import dev.pgexport.snapshot.internal.plan.RdsIdentifier;
import dev.pgexport.snapshot.internal.plan.SourceChoice;
import dev.pgexport.snapshot.internal.rds.SnapshotFacts;
import dev.pgexport.snapshot.internal.rds.Snapshots;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The snapshots that runs of this export made. No other is ever deleted: one must have the name that only this export gives,
 * and its tag.
 */
final class OwnSnapshots {
    private final Snapshots snapshots;
    private final SourceChoice.Create choice;
    private final ExportId id;
    private final ExportListener listener;
    private final Duration interval;
    private final boolean keep;

    OwnSnapshots(
            Snapshots snapshots,
            SourceChoice.Create choice,
            ExportId id,
            ExportListener listener,
            Duration interval,
            boolean keep) {
        this.snapshots = snapshots;
        this.choice = choice;
        this.id = id;
        this.listener = listener;
        this.interval = interval;
        this.keep = keep;
    }

    /**
     * Return the snapshot of an attempt once it is whole; make it unless it is there.
     *
     * @param usable whether one that is there may be used; else another is made in its place
     */
    SnapshotFacts obtain(String identifier, boolean usable, long deadline) throws InterruptedException {
        Optional<SnapshotFacts> found = snapshots.find(identifier);
        if (found.isPresent() && (!usable || found.get().status().equals("deleting"))) {
            delete(found.get());
            listener.progress("waiting for the old snapshot " + identifier + " to be deleted", 0);
            snapshots.awaitDeleted(identifier, left(deadline), interval);
            found = Optional.empty();
        }
        if (found.isEmpty()) {
            snapshots.create(identifier, choice.of(), Map.of(RdsIdentifier.TAG, id.value()));
        }
        listener.progress("making the snapshot " + identifier, 0);
        snapshots.await(identifier, left(deadline), interval);
        SnapshotFacts whole = snapshots
                .find(identifier)
                .orElseThrow(() -> new ExportException(
                                ExportException.Kind.EXPORT_LOST, "somebody deleted the snapshot " + identifier)
                        .withAdvice("let nobody delete it while it is exported"));
        requireOurs(whole);
        return whole;
    }

    private static Duration left(long deadline) {
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        return left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
    }

    /** Delete the snapshot of an attempt, unless it is to be kept; that it stays is said and is no failure. */
    void discard(String identifier) throws InterruptedException {
        if (keep) {
            return;
        }
        try {
            Optional<SnapshotFacts> found = snapshots.find(identifier);
            if (found.isPresent() && !found.get().status().equals("deleting")) {
                delete(found.get());
            }
        } catch (ExportException e) {
            listener.warning(
                    "the snapshot " + identifier + ", made for this export, stays and costs: " + e.getMessage());
        }
    }

    private void delete(SnapshotFacts snapshot) throws InterruptedException {
        requireOurs(snapshot);
        snapshots.delete(snapshot.identifier());
    }

    private void requireOurs(SnapshotFacts snapshot) {
        boolean ours = id.value().equals(snapshot.tags().get(RdsIdentifier.TAG))
                && choice.of().equals(snapshot.of());
        if (!ours) {
            throw new ExportException(
                            ExportException.Kind.CONFLICT,
                            "the snapshot " + snapshot.identifier() + " exists, and was not made by this export")
                    .withAdvice("choose another --id");
        }
    }
}
