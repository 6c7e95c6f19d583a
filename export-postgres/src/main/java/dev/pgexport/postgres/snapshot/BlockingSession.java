package dev.pgexport.postgres.snapshot;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A session that another one waits for. Of its query only the command is told: the rest may hold what is secret.
 *
 * @param pid its process
 * @param application its application_name
 * @param user its role
 * @param state as pg_stat_activity has it
 * @param command the first words of its current or last query
 * @param seconds for how long its transaction has been open; -1 when that may not be seen
 */
record BlockingSession(int pid, String application, String user, String state, String command, long seconds) {
    private static final int LIMIT = 5;
    private static final int LONG_TRANSACTION_MINUTES = 10;
    private static final String COLUMNS = """
            SELECT a.pid, coalesce(a.application_name, ''), coalesce(a.usename, ''), coalesce(a.state, ''),
                coalesce(pg_catalog.upper(pg_catalog.substring(a.query, '^\\s*([A-Za-z]+(?:\\s+[A-Za-z]+)?)')), ''),
                coalesce(extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start), -1)::pg_catalog.int8
            FROM pg_catalog.pg_stat_activity a
            """;

    /** Return whom a waiting process waits for. */
    static List<BlockingSession> of(Connection observer, int pid) throws SQLException {
        return read(observer, "WHERE a.pid = ANY (pg_catalog.pg_blocking_pids(?))", pid);
    }

    /** Return who holds or waits for an ACCESS EXCLUSIVE lock, the only one that keeps a reader out. */
    static List<BlockingSession> ofTables(Connection observer, Collection<Long> oids) throws SQLException {
        return read(observer, """
                WHERE a.pid IN (SELECT l.pid FROM pg_catalog.pg_locks l
                    WHERE l.mode = 'AccessExclusiveLock' AND l.relation = ANY (?)
                        AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d
                            WHERE d.datname = pg_catalog.current_database()))
                """, observer.createArrayOf("oid", oids.toArray()));
    }

    /** Return whose transactions have been open for more than ten minutes in this database. */
    static List<BlockingSession> ofLongTransactions(Connection observer) throws SQLException {
        return read(
                observer,
                "WHERE a.datname = pg_catalog.current_database() AND a.pid <> pg_catalog.pg_backend_pid()"
                        + " AND a.xact_start < pg_catalog.clock_timestamp() - pg_catalog.make_interval(mins => ?)",
                LONG_TRANSACTION_MINUTES);
    }

    private static List<BlockingSession> read(Connection observer, String condition, Object parameter)
            throws SQLException {
        List<BlockingSession> sessions = new ArrayList<>();
        try (PreparedStatement statement = observer.prepareStatement(COLUMNS + condition + " ORDER BY a.xact_start")) {
            statement.setObject(1, parameter);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    sessions.add(new BlockingSession(
                            rows.getInt(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getString(5),
                            rows.getLong(6)));
                }
            }
        }
        return sessions;
    }

    /** Return the first few in one phrase. */
    static String describe(List<BlockingSession> sessions) {
        String described =
                sessions.stream().limit(LIMIT).map(BlockingSession::toString).collect(Collectors.joining(", "));
        return sessions.size() <= LIMIT ? described : described + " and " + (sessions.size() - LIMIT) + " more";
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("pid ").append(pid).append(" (");
        if (!application.isEmpty()) {
            text.append(application).append(", ");
        }
        text.append("user ").append(user.isEmpty() ? "unknown" : user);
        if (!state.isEmpty()) {
            text.append(", ").append(state);
        }
        if (seconds >= 0) {
            text.append(", transaction open for ").append(seconds).append(" s");
        }
        if (!command.isEmpty()) {
            text.append(", last command ").append(command);
        }
        return text.append(')').toString();
    }
}
