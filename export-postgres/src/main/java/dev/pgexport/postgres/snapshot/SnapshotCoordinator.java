package dev.pgexport.postgres.snapshot;

import dev.pgexport.api.CancellationToken;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportListener;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.api.Selection;
import dev.pgexport.api.SharedSnapshot;
import dev.pgexport.api.manifest.Consistency;
import dev.pgexport.api.manifest.SourceDescription;
import dev.pgexport.postgres.catalog.Catalog;
import dev.pgexport.postgres.connection.Database;
import dev.pgexport.postgres.connection.PostgresFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Holds one snapshot of a database, with locks on all that is exported, from {@link #open} to {@link #close}.
 *
 * <p>Thread-safe. The snapshot is watched over: when its connection breaks, or {@code --max-duration} is over, every
 * worker's query is cancelled and {@link #confirm} fails.
 */
public final class SnapshotCoordinator implements AutoCloseable {
    private final Database database;
    private final SnapshotSettings settings;
    private final CancellationToken cancellation;
    private final OpenSnapshot snapshot;
    private final Workers workers;
    private final Heartbeat heartbeat;
    private final CancellationToken.Registration registration;

    private SnapshotCoordinator(
            Database database,
            SnapshotSettings settings,
            CancellationToken cancellation,
            ExportListener listener,
            OpenSnapshot snapshot) {
        this.database = database;
        this.settings = settings;
        this.cancellation = cancellation;
        this.snapshot = snapshot;
        this.workers = new Workers();
        this.heartbeat = new Heartbeat(snapshot, settings.maxDuration(), listener, this::release);
        this.registration = cancellation.onCancel(workers::cancelQueries);
    }

    /**
     * Take the snapshot, read the catalog, and lock what is exported.
     *
     * @throws ExportException of kind CONFIGURATION for a wrong pattern or version, PERMISSION when a right is missing or
     *     row-level security would hide rows, UNAVAILABLE when the server or a lock cannot be had, EXPORT_LOST when a
     *     table changed meanwhile
     * @throws InterruptedException when cancelled meanwhile
     */
    public static SnapshotCoordinator open(
            Database database,
            SnapshotSettings settings,
            Selection selection,
            CancellationToken cancellation,
            ExportListener listener)
            throws InterruptedException {
        OpenSnapshot snapshot = OpenSnapshot.open(
                database, settings, selection, Optional.empty(), Optional.empty(), cancellation, listener);
        return new SnapshotCoordinator(database, settings, cancellation, listener, snapshot);
    }

    /** Take the snapshot that an export is to be of, or share the one that it is given; as {@link #open} else. Of kind BUSY when another
     * run of the request's task has one open. */
    public static SnapshotCoordinator open(Database database, SnapshotSettings settings, ExportRequest request)
            throws InterruptedException {
        OpenSnapshot snapshot = OpenSnapshot.open(
                database,
                settings,
                request.selection(),
                request.snapshot(),
                request.task(),
                request.cancellation(),
                request.listener());
        return new SnapshotCoordinator(database, settings, request.cancellation(), request.listener(), snapshot);
    }

    /** Return the snapshot for other exports to share, for as long as this is open. */
    public SharedSnapshot shared() {
        return new SharedSnapshot(snapshot(), source().moment(), source().lsn());
    }

    /** Return what is exported, as of the snapshot. */
    public Catalog catalog() {
        return snapshot.catalog();
    }

    /** Return the snapshot's name, for SET TRANSACTION SNAPSHOT and {@code pg_dump --snapshot}. */
    public String snapshot() {
        return snapshot.name();
    }

    public SourceDescription source() {
        return snapshot.source();
    }

    public Consistency consistency() {
        return settings.serializableDeferrable() ? Consistency.SERIALIZABLE_SNAPSHOT : Consistency.TRANSACTION_SNAPSHOT;
    }

    /** Return the server's major version, as in 17. */
    public int serverMajor() {
        return snapshot.serverMajor();
    }

    /**
     * Open a further connection, in a transaction that sees this snapshot. The caller closes it, and discards it after
     * any failure.
     *
     * <p>It holds no lock: a session that waits for an ACCESS EXCLUSIVE lock on a table makes the worker's first query of
     * that table wait behind it, up to the lock timeout. Pass the failure to {@link #failure}.
     *
     * @throws ExportException of kind EXPORT_LOST when the snapshot is gone
     * @throws InterruptedException when cancelled or closed
     */
    public Connection worker() throws InterruptedException {
        requireRunning();
        Connection connection = database.connect();
        try {
            workers.add(connection);
            snapshot.importInto(connection, settings.lockTimeout());
            requireRunning();
            return connection;
        } catch (SQLException e) {
            throw discard(connection, failure(e, "import the snapshot into a further connection", List.of()));
        } catch (ExportException e) {
            throw discard(connection, e);
        } catch (InterruptedException e) {
            workers.discard(connection);
            throw e;
        }
    }

    private ExportException discard(Connection connection, ExportException failure) {
        workers.discard(connection);
        return failure;
    }

    private void requireRunning() throws InterruptedException {
        Optional<ExportException> lost = heartbeat.failure();
        if (lost.isPresent()) {
            throw lost.get();
        }
        Cancelling.requireNot(cancellation);
        if (heartbeat.isClosed()) {
            throw new InterruptedException("the export was closed");
        }
    }

    /**
     * Return what the failure of a worker's query means: the loss of the snapshot where that was the cause, the sessions
     * in the way where a lock could not be had.
     *
     * @param action what failed, to follow "cannot"
     * @param oids the tables that the query reads
     * @throws InterruptedException when it failed because of being cancelled or closed
     */
    public ExportException failure(SQLException failure, String action, List<Long> oids) throws InterruptedException {
        Optional<ExportException> lost = heartbeat.failure();
        if (lost.isPresent()) {
            return lost.get();
        }
        requireRunning();
        if (TableLocks.LOCK_NOT_AVAILABLE.equals(failure.getSQLState())) {
            return snapshot.lockTimedOut(action, settings.lockTimeout(), oids, failure);
        }
        return PostgresFailure.of(failure, action);
    }

    /** Run an action once the snapshot is lost; at once when it already is. The action is short and does not throw. */
    public void onLost(Runnable action) {
        heartbeat.onFailure(action);
    }

    /**
     * Confirm that the snapshot's transaction still runs, so that what the workers read is whole.
     *
     * @throws ExportException of kind EXPORT_LOST when it does not, UNAVAILABLE when it was held for too long
     */
    public void confirm() {
        heartbeat.confirm();
    }

    private void release() {
        workers.discardAll();
        snapshot.close();
    }

    /** Release the snapshot and the locks, and cancel what workers still run. */
    @Override
    public void close() {
        registration.close();
        heartbeat.close();
        release();
    }
}
