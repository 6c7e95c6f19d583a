package dev.pgexport.postgres.snapshot;

import dev.pgexport.api.CancellationToken;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cancels whatever runs on a connection once a run is cancelled, again and again until closed: a request to cancel that
 * arrives between two queries is lost.
 */
final class Cancelling implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Cancelling.class);
    private static final long INTERVAL_MILLISECONDS = 100;

    private final Connection connection;
    private final CancellationToken token;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CancellationToken.Registration registration;

    private Cancelling(Connection connection, CancellationToken token) {
        this.connection = connection;
        this.token = token;
        // Whoever cancels must not wait for the network: the request goes out on a thread of its own.
        this.registration = token.onCancel(
                () -> Threads.daemon("pgexport-cancel", this::cancelUntilClosed).start());
    }

    static Cancelling start(Connection connection, CancellationToken token) {
        return new Cancelling(connection, token);
    }

    void requireNotCancelled() throws InterruptedException {
        requireNot(token);
    }

    static void requireNot(CancellationToken token) throws InterruptedException {
        if (token.isCancelled()) {
            throw new InterruptedException("the export was cancelled");
        }
    }

    private void cancelUntilClosed() {
        try {
            do {
                connection.unwrap(PGConnection.class).cancelQuery();
            } while (!closed.await(INTERVAL_MILLISECONDS, TimeUnit.MILLISECONDS));
        } catch (SQLException e) {
            log.debug("event=cancel-failed sqlstate={}", e.getSQLState());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        registration.close();
        closed.countDown();
    }
}
