package dev.pgexport.postgres.snapshot;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections that have imported a snapshot. Thread-safe. */
final class Workers {
    private static final Logger log = LoggerFactory.getLogger(Workers.class);
    private static final long PATIENCE_MILLISECONDS = 2_000;

    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

    void add(Connection connection) {
        connections.removeIf(Workers::isClosed);
        connections.add(connection);
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    /** Cancel what each connection runs, without waiting for that. */
    void cancelQueries() {
        for (Connection connection : connections) {
            if (!isClosed(connection)) {
                Threads.daemon("pgexport-cancel", () -> cancel(connection)).start();
            }
        }
    }

    private static void cancel(Connection connection) {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            log.debug("event=cancel-failed sqlstate={}", e.getSQLState());
        }
    }

    /** Cancel what each connection runs, and close it; a server that does not answer is not waited for long. */
    void discardAll() {
        List<Connection> discarded = List.copyOf(connections);
        CountDownLatch done = new CountDownLatch(discarded.size());
        for (Connection connection : discarded) {
            Threads.daemon("pgexport-discard", () -> {
                        discard(connection);
                        done.countDown();
                    })
                    .start();
        }
        try {
            if (!done.await(PATIENCE_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                log.warn("event=discard-slow connections={}", done.getCount());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Cancel and close. A closed socket alone does not end a query that waits or computes: the server notices only when it
     * writes.
     */
    void discard(Connection connection) {
        connections.remove(connection);
        if (isClosed(connection)) {
            return;
        }
        cancel(connection);
        abort(connection);
    }

    /** Close a connection from any thread, whatever it does. */
    static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            log.debug("event=abort-failed sqlstate={}", e.getSQLState());
        }
    }
}
