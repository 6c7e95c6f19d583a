package dev.pgexport.postgres.snapshot;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.api.SourceState;
import dev.pgexport.postgres.connection.Database;
import dev.pgexport.postgres.connection.PostgresFailure;
import dev.pgexport.postgres.snapshot.PinnedTransaction.Isolation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** A look at a database before an export of it: a few queries on one connection, and nothing that outlives them. */
public final class SourceLook {
    private SourceLook() {}

    /**
     * Look whether another run of the request's task has an export open, and at the database's fingerprint.
     *
     * @throws ExportException when the database cannot be reached
     * @throws InterruptedException when cancelled meanwhile
     */
    public static SourceState of(Database database, SnapshotSettings settings, ExportRequest request)
            throws InterruptedException {
        Cancelling.requireNot(request.cancellation());
        Connection connection = database.connect();
        try (Cancelling cancelling = Cancelling.start(connection, request.cancellation())) {
            SourceState state = of(connection, settings, request.task());
            cancelling.requireNotCancelled();
            return state;
        } catch (SQLException e) {
            Cancelling.requireNot(request.cancellation());
            throw PostgresFailure.of(e, "look at " + database);
        } finally {
            Workers.abort(connection);
        }
    }

    private static SourceState of(Connection connection, SnapshotSettings settings, Optional<String> task)
            throws SQLException {
        SourceFingerprint fingerprint = SourceFingerprint.begin(connection);
        PinnedTransaction.begin(connection, Isolation.READ_COMMITTED, settings.lockTimeout());
        boolean busy = task.isPresent() && TaskLock.isTaken(connection, task.get());
        Optional<Map<String, String>> found = busy ? Optional.empty() : fingerprint.now(connection);
        connection.rollback();
        return new SourceState(busy, found);
    }
}
