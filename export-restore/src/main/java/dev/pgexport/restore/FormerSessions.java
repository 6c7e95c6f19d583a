package dev.pgexport.restore;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Ends what a restore or a run that was killed still does on the server: a statement there goes on without its client, and
 * would be committed beside what the next one does.
 */
final class FormerSessions {
    /** The application_name of all of a restore's sessions, those of its programs too, and of nobody else's. */
    static final String NAME = "pgexport restore";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String END = """
            SELECT pg_catalog.count(pg_catalog.pg_terminate_backend(pid)) FROM pg_catalog.pg_stat_activity
            WHERE datname = pg_catalog.current_database() AND application_name = '%s' AND pid <> pg_catalog.pg_backend_pid()
            """.formatted(NAME);

    private FormerSessions() {}

    /**
     * End them, and wait until they have rolled back.
     *
     * @param target which is held, so that nobody else is at work in it
     * @throws ExportException of kind UNAVAILABLE when one does not end within half a minute
     */
    static void end(Target target) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Statement statement = target.connection().createStatement()) {
            while (found(statement) > 0) {
                if (System.nanoTime() > deadline) {
                    throw new ExportException(
                                    Kind.UNAVAILABLE, "sessions of a restore that is no more do not end in " + target)
                            .withAdvice("perhaps look for '" + NAME
                                    + "' in pg_stat_activity, and try again when they are gone");
                }
                statement.execute("SELECT pg_catalog.pg_sleep(0.02)");
            }
        } catch (SQLException e) {
            throw RestoreFailure.of(e, "end what a dead restore does in " + target);
        }
    }

    private static long found(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(END)) {
            row.next();
            return row.getLong(1);
        }
    }
}
