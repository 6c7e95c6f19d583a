package dev.pgexport.copy.internal;

import dev.pgexport.postgres.snapshot.SnapshotCoordinator;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * The connections that read the snapshot: at most as many as there are jobs, each used for one object after the other.
 *
 * <p>Thread-safe.
 */
final class Workers implements AutoCloseable {
    /**
     * A range of ctid must never be read by scanning the whole table; and one worker is one process of the server: the
     * database comes first.
     */
    private static final String SETTINGS =
            "SET enable_seqscan = off; SET max_parallel_workers_per_gather = 0; SET jit = off";

    private final SnapshotCoordinator coordinator;
    private final Semaphore permits;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Set<Worker> busy = new HashSet<>();
    private boolean closed;
    private volatile boolean lost;

    Workers(SnapshotCoordinator coordinator, int jobs) {
        this.coordinator = coordinator;
        this.permits = new Semaphore(jobs);
    }

    /**
     * Lend the calling thread a connection in the snapshot; close the worker to give it back.
     *
     * @throws InterruptedException when interrupted or when the export is closed
     */
    Worker lend() throws InterruptedException {
        Worker worker = enter();
        try {
            Optional<Connection> waiting = takeIdle();
            worker.use(waiting.isPresent() ? waiting.get() : connect());
            return worker;
        } catch (InterruptedException | RuntimeException e) {
            worker.close();
            throw e;
        }
    }

    /**
     * Make room for the connection of a child process, within the same limit; close the worker when the child is gone.
     *
     * @throws InterruptedException when interrupted or when the export is closed
     */
    Worker makeRoom() throws InterruptedException {
        Worker worker = enter();
        takeIdle().ifPresent(Connections::close);
        return worker;
    }

    private Worker enter() throws InterruptedException {
        permits.acquire();
        Worker worker = new Worker(this);
        synchronized (this) {
            if (!closed) {
                busy.add(worker);
                return worker;
            }
        }
        permits.release();
        throw stopped();
    }

    /**
     * Say why workers were stopped.
     *
     * @return that the export was closed
     * @throws dev.pgexport.api.ExportException when it was because the snapshot is lost
     */
    InterruptedException stopped() {
        if (lost) {
            coordinator.confirm();
        }
        return new InterruptedException("the export is closed");
    }

    /** Stop all workers because the snapshot is lost, which they then say. */
    void lose() {
        lost = true;
        close();
    }

    private synchronized Optional<Connection> takeIdle() {
        return Optional.ofNullable(idle.pollLast());
    }

    private Connection connect() throws InterruptedException {
        Connection connection = coordinator.worker();
        try (Statement statement = connection.createStatement()) {
            statement.execute(SETTINGS);
            return connection;
        } catch (SQLException e) {
            Connections.cancel(connection);
            throw coordinator.failure(e, "prepare a connection", List.of());
        }
    }

    /** Take a worker out; its connection is used again unless it failed. */
    void leave(Worker worker, Optional<Connection> usable) {
        boolean kept = false;
        synchronized (this) {
            busy.remove(worker);
            if (usable.isPresent() && !closed) {
                idle.addLast(usable.get());
                kept = true;
            }
        }
        if (!kept) {
            usable.ifPresent(Connections::close);
        }
        permits.release();
    }

    /** Stop all workers: their threads are interrupted, their queries cancelled, their connections closed. */
    @Override
    public void close() {
        List<Worker> stopped;
        List<Connection> discarded;
        synchronized (this) {
            closed = true;
            stopped = List.copyOf(busy);
            discarded = List.copyOf(idle);
            idle.clear();
        }
        stopped.forEach(Worker::stop);
        discarded.forEach(Connections::close);
    }
}
