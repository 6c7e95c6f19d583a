package dev.pgexport.postgres.snapshot;

import dev.pgexport.api.CancellationToken;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportListener;
import dev.pgexport.api.Selection;
import dev.pgexport.api.SharedSnapshot;
import dev.pgexport.api.manifest.SourceDescription;
import dev.pgexport.postgres.catalog.Catalog;
import dev.pgexport.postgres.catalog.CatalogScan;
import dev.pgexport.postgres.connection.Database;
import dev.pgexport.postgres.connection.PostgresFailure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.postgresql.PGConnection;

/** A transaction that has exported its snapshot and locked what is exported. */
final class OpenSnapshot implements AutoCloseable {
    private static final int NETWORK_TIMEOUT_MILLISECONDS = 60_000;

    private final Database database;
    private final Connection connection;
    private final ServerIdentity identity;
    private final String name;
    private final String started;
    private final SourceDescription source;
    private final Catalog catalog;

    private OpenSnapshot(
            Database database,
            Connection connection,
            ServerIdentity identity,
            ExportedSnapshot exported,
            SourceDescription source,
            Catalog catalog) {
        this.database = database;
        this.connection = connection;
        this.identity = identity;
        this.name = exported.name();
        this.started = exported.transactionStart();
        this.source = source;
        this.catalog = catalog;
    }

    static OpenSnapshot open(
            Database database,
            SnapshotSettings settings,
            Selection selection,
            Optional<SharedSnapshot> shared,
            Optional<String> task,
            CancellationToken cancellation,
            ExportListener listener)
            throws InterruptedException {
        Cancelling.requireNot(cancellation);
        Connection connection = database.connect();
        boolean opened = false;
        try (Cancelling cancelling = Cancelling.start(connection, cancellation)) {
            SupportedVersions.require(connection.getMetaData().getDatabaseMajorVersion(), listener);
            OpenSnapshot snapshot = open(database, connection, settings, selection, shared, task);
            cancelling.requireNotCancelled();
            opened = true;
            return snapshot;
        } catch (SQLException e) {
            Cancelling.requireNot(cancellation);
            throw PostgresFailure.of(e, "open a snapshot of " + database);
        } catch (ExportException e) {
            Cancelling.requireNot(cancellation);
            throw e;
        } finally {
            if (!opened) {
                Workers.abort(connection);
            }
        }
    }

    private static OpenSnapshot open(
            Database database,
            Connection connection,
            SnapshotSettings settings,
            Selection selection,
            Optional<SharedSnapshot> shared,
            Optional<String> task)
            throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        ServerIdentity identity = ServerIdentity.of(connection);
        SourceFingerprint fingerprint = SourceFingerprint.begin(connection);
        ExportedSnapshot exported = shared.isPresent()
                ? ExportedSnapshot.share(connection, settings, shared.get())
                : ExportedSnapshot.take(connection, settings, identity.standby());
        if (task.isPresent()) {
            TaskLock.take(connection, task.get());
        }
        SourceDescription source = SourceFacts.read(connection, identity.standby(), exported)
                .withFingerprint(fingerprint.ofSnapshot(connection, shared.isPresent()));
        CatalogScan scan = CatalogScan.of(connection, selection, identity.standby());
        throwIfPresent(scan.missingRights());
        throwIfPresent(scan.hiddenRows());
        lock(database, connection, identity, scan, settings.lockTimeout());
        Catalog catalog = scan.complete(major);
        // From here on there are only short queries: a server that does not answer them is lost.
        connection.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT_MILLISECONDS);
        return new OpenSnapshot(database, connection, identity, exported, source, catalog);
    }

    private static void throwIfPresent(Optional<ExportException> failure) {
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private static void lock(
            Database database, Connection connection, ServerIdentity identity, CatalogScan scan, Duration timeout)
            throws SQLException {
        ScheduledExecutorService executor = Threads.scheduler("pgexport-lock-watch");
        try (Connection observer = database.connect()) {
            identity.requireSame(ServerIdentity.of(observer));
            int pid = connection.unwrap(PGConnection.class).getBackendPID();
            new TableLocks(connection, new LockWatch(executor, observer, pid), timeout).lock(scan.lockable());
            TableFingerprints.requireSame(connection, observer, scan.lockable());
        } finally {
            executor.shutdownNow();
        }
    }

    Catalog catalog() {
        return catalog;
    }

    String name() {
        return name;
    }

    SourceDescription source() {
        return source;
    }

    int serverMajor() {
        try {
            return connection.getMetaData().getDatabaseMajorVersion();
        } catch (SQLException e) {
            throw PostgresFailure.of(e, "read the server's version");
        }
    }

    /** Make a further connection see this snapshot. */
    void importInto(Connection worker, Duration lockTimeout) throws SQLException {
        identity.requireSame(ServerIdentity.of(worker));
        PinnedTransaction.begin(worker, PinnedTransaction.Isolation.REPEATABLE_READ, lockTimeout);
        PinnedTransaction.requireSnapshot(worker, name);
        PinnedTransaction.restrictRelationKinds(worker);
    }

    /** Return the failure to get a lock, with whom it waited for. */
    ExportException lockTimedOut(String action, Duration timeout, List<Long> oids, SQLException cause) {
        List<BlockingSession> sessions = List.of();
        try (Connection observer = database.connect()) {
            sessions = BlockingSession.ofTables(observer, oids);
        } catch (SQLException | ExportException e) {
            cause.addSuppressed(e);
        }
        return LockWatch.timedOut("a table (to " + action + ")", timeout, sessions, cause);
    }

    /** Prove that the transaction is still the one that took the snapshot. */
    void prove() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.transaction_timestamp()::pg_catalog.text")) {
            row.next();
            if (!started.equals(row.getString(1))) {
                throw new SQLException("the transaction is not the one that took the snapshot", "25000");
            }
        }
    }

    /** Return the server processes that wait for a lock which this transaction holds. */
    List<Integer> waiting() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT DISTINCT l.pid FROM pg_catalog.pg_locks l
                        WHERE NOT l.granted AND l.locktype = 'relation'
                            AND pg_catalog.pg_backend_pid() = ANY (pg_catalog.pg_blocking_pids(l.pid))
                        """)) {
            List<Integer> pids = new ArrayList<>();
            while (rows.next()) {
                pids.add(rows.getInt(1));
            }
            return pids;
        }
    }

    @Override
    public void close() {
        Workers.abort(connection);
    }
}
