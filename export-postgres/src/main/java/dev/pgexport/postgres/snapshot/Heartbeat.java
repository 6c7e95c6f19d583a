package dev.pgexport.postgres.snapshot;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportListener;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the connection that holds a snapshot alive, notices early when it is lost, and ends it when it is too old.
 * Thread-safe.
 */
final class Heartbeat implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final OpenSnapshot snapshot;
    private final ExportListener listener;
    private final Runnable release;
    private final ScheduledExecutorService executor = Threads.scheduler("pgexport-heartbeat");
    private final Set<Integer> reported = new HashSet<>();
    private final List<Runnable> actions = new ArrayList<>();
    private Optional<ExportException> failure = Optional.empty();
    private boolean closed;

    /**
     * @param release lets go of the snapshot and of what reads it, after a failure
     */
    Heartbeat(OpenSnapshot snapshot, Optional<Duration> maxDuration, ExportListener listener, Runnable release) {
        this.snapshot = snapshot;
        this.listener = listener;
        this.release = release;
        var unused = executor.scheduleWithFixedDelay(
                this::beat, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        maxDuration.ifPresent(limit -> {
            var ignored = executor.schedule(() -> fail(tooOld(limit)), limit.toMillis(), TimeUnit.MILLISECONDS);
        });
    }

    private static ExportException tooOld(Duration limit) {
        return new ExportException(
                        Kind.UNAVAILABLE,
                        "the export was given up: it held its snapshot for longer than --max-duration, "
                                + limit.toSeconds() + " s")
                .withAdvice("perhaps raise --max-duration or --jobs, or export fewer tables at once");
    }

    private void beat() {
        try {
            snapshot.prove();
            for (int pid : snapshot.waiting()) {
                if (reported.add(pid)) {
                    listener.warning(
                            "the server process " + pid + " waits for a table that the export holds locked: all"
                                    + " later readers of that table wait behind it until the export ends");
                }
            }
        } catch (SQLException e) {
            fail(lost(e));
        }
    }

    private static ExportException lost(SQLException cause) {
        return new ExportException(
                        Kind.EXPORT_LOST, "the connection that held the snapshot is lost: " + cause.getMessage(), cause)
                .withAdvice("start the export again");
    }

    /** Prove that the snapshot is held; see {@link SnapshotCoordinator#confirm}. */
    void confirm() {
        if (failure().isEmpty()) {
            try {
                snapshot.prove();
            } catch (SQLException e) {
                fail(lost(e));
            }
        }
        Optional<ExportException> lost = failure();
        if (lost.isPresent()) {
            throw lost.get();
        }
        if (isClosed()) {
            throw new ExportException(Kind.EXPORT_LOST, "the snapshot was released");
        }
    }

    private void fail(ExportException cause) {
        List<Runnable> notified;
        synchronized (this) {
            if (closed || failure.isPresent()) {
                return;
            }
            failure = Optional.of(cause);
            notified = List.copyOf(actions);
        }
        log.warn("event=snapshot-lost kind={} message=\"{}\"", cause.kind(), cause.getMessage());
        release.run();
        notified.forEach(Runnable::run);
    }

    void onFailure(Runnable action) {
        boolean now;
        synchronized (this) {
            now = failure.isPresent();
            actions.add(action);
        }
        if (now) {
            action.run();
        }
    }

    /** Return the failure, each time as an exception of its own: the threads it reaches may add to it. */
    synchronized Optional<ExportException> failure() {
        return failure.map(
                first -> new ExportException(first.kind(), String.valueOf(first.getMessage()), first.getCause())
                        .withAdvice(first.advice().orElse("start the export again")));
    }

    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        executor.shutdownNow();
    }
}
