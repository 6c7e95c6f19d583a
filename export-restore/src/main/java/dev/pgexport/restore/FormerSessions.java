package dev.pgexport.restore;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Ends what a restore that was killed still does on the server: a statement there goes on without its client, and would be
 * committed beside what the next restore does.
 */
final class FormerSessions {
    /** The application_name of all of a restore's sessions, those of its programs too, and of nobody else's. */
    static final String NAME = "pgexport restore";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 20;

    private static final String END = """
            SELECT pg_catalog.count(pg_catalog.pg_terminate_backend(pid)) FROM pg_catalog.pg_stat_activity
            WHERE datname = pg_catalog.current_database() AND application_name = '%s' AND pid <> pg_catalog.pg_backend_pid()
            """.formatted(NAME);

    private FormerSessions() {}

    /**
     * End them, and wait until they have rolled back.
     *
     * @param connection one that holds the lock of restores, so that no other restore is at work
     * @throws ExportException of kind UNAVAILABLE when one does not end within half a minute
     */
    static void end(Connection connection) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (found(connection) > 0) {
            if (System.nanoTime() > deadline) {
                throw new ExportException(
                                Kind.UNAVAILABLE, "sessions of a restore that is no more do not end on the server")
                        .withAdvice("perhaps look for '" + NAME
                                + "' in pg_stat_activity, and try again when they are gone");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static long found(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(END)) {
            row.next();
            return row.getLong(1);
        }
    }
}
