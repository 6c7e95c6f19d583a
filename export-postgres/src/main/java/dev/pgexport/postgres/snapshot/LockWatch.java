package dev.pgexport.postgres.snapshot;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees, over a second connection, whom a session waits for. */
final class LockWatch {
    private static final Logger log = LoggerFactory.getLogger(LockWatch.class);
    private static final long INTERVAL_MILLISECONDS = 500;

    private final ScheduledExecutorService executor;
    private final Connection observer;
    private final int pid;

    /**
     * @param observer in no transaction
     * @param pid the server process of the session that may wait
     */
    LockWatch(ScheduledExecutorService executor, Connection observer, int pid) {
        this.executor = executor;
        this.observer = observer;
        this.pid = pid;
    }

    Watching start() {
        return new Watching();
    }

    /** Return the failure to get a lock on one of some tables, with the sessions that hold it or wait for it. */
    static ExportException timedOut(String what, Duration timeout, List<BlockingSession> sessions, SQLException cause) {
        return new ExportException(
                        Kind.UNAVAILABLE,
                        "no lock on " + what + " within " + timeout.toMillis() / 1000.0 + " s"
                                + (sessions.isEmpty() ? "" : ", blocked by " + BlockingSession.describe(sessions)),
                        cause)
                .withAdvice(
                        "perhaps let that session finish, end it by pg_terminate_backend(), or raise --lock-timeout");
    }

    /** One wait for locks; remembers who was last seen in the way. */
    final class Watching implements AutoCloseable {
        private final ScheduledFuture<?> polling = executor.scheduleWithFixedDelay(
                this::poll, INTERVAL_MILLISECONDS, INTERVAL_MILLISECONDS, TimeUnit.MILLISECONDS);
        private volatile List<BlockingSession> lastSeen = List.of();

        private void poll() {
            try {
                List<BlockingSession> sessions = BlockingSession.of(observer, pid);
                if (!sessions.isEmpty()) {
                    if (lastSeen.isEmpty()) {
                        log.info("event=lock-wait blocked-by=\"{}\"", BlockingSession.describe(sessions));
                    }
                    lastSeen = sessions;
                }
            } catch (SQLException e) {
                log.debug("event=lock-watch-failed sqlstate={}", e.getSQLState());
            }
        }

        ExportException timedOut(Duration timeout, Collection<Long> oids, SQLException cause) throws SQLException {
            List<BlockingSession> sessions = lastSeen.isEmpty() ? BlockingSession.ofTables(observer, oids) : lastSeen;
            return LockWatch.timedOut(
                    oids.size() == 1 ? "a table" : "one of " + oids.size() + " tables", timeout, sessions, cause);
        }

        @Override
        public void close() {
            polling.cancel(false);
        }
    }
}
