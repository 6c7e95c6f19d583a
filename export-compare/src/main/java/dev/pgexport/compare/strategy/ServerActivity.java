package dev.pgexport.compare.strategy;

import dev.pgexport.postgres.connection.Database;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an export does to its server, looked at over a connection of its own. Sessions that were there before it are not
 * counted; what others read from the same database meanwhile is, for the server does not tell it apart.
 */
final class ServerActivity implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ServerActivity.class);

    /** From here on statistics are in shared memory: up to date once a session has ended. */
    private static final int FIRST_WITHOUT_COLLECTOR = 15;

    private static final Duration COLLECTOR_DELAY = Duration.ofMillis(600);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration STEP = Duration.ofMillis(20);

    private static final String SESSIONS = """
            FROM pg_catalog.pg_stat_activity a
            WHERE a.datname = pg_catalog.current_database() AND a.backend_type = 'client backend'
                AND a.application_name = pg_catalog.current_setting('application_name')
                AND a.pid <> pg_catalog.pg_backend_pid()
            """;
    private static final String COUNTERS = """
            SELECT d.blks_read, d.temp_bytes FROM pg_catalog.pg_stat_database d
            WHERE d.datname = pg_catalog.current_database()
            """;

    private final Connection connection;
    private final Set<Integer> before;
    private final Counters start;
    private long connections;
    private Duration longestTransaction = Duration.ZERO;

    /**
     * What pg_stat_database has counted.
     *
     * @param blocksRead from outside the server's buffers
     * @param temporaryBytes written to temporary files
     */
    record Counters(long blocksRead, long temporaryBytes) {
        Counters since(Counters earlier) {
            return new Counters(blocksRead - earlier.blocksRead, temporaryBytes - earlier.temporaryBytes);
        }
    }

    private ServerActivity(Connection connection, Set<Integer> before, Counters start) {
        this.connection = connection;
        this.before = before;
        this.start = start;
    }

    /** Begin to look; empty when the server does not let us. */
    static Optional<ServerActivity> watch(Database database) {
        Connection connection = database.connect();
        try {
            return Optional.of(new ServerActivity(connection, sessions(connection), counters(connection)));
        } catch (SQLException e) {
            log.warn("what exports do to the server is not measured: {}", e.getMessage());
            close(connection);
            return Optional.empty();
        }
    }

    private static Set<Integer> sessions(Connection connection) throws SQLException {
        Set<Integer> pids = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT a.pid " + SESSIONS)) {
            while (rows.next()) {
                pids.add(rows.getInt(1));
            }
        }
        return pids;
    }

    private static Counters counters(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COUNTERS)) {
            row.next();
            return new Counters(row.getLong(1), row.getLong(2));
        }
    }

    /** Look at the sessions that there are now, and return how many. */
    synchronized long sample() throws SQLException {
        String query = "SELECT pg_catalog.count(*),"
                + " (extract(epoch FROM pg_catalog.max(pg_catalog.clock_timestamp() - a.xact_start)) * 1000)::bigint "
                + SESSIONS + " AND a.pid <> ALL (?)";
        Array others = connection.createArrayOf("int4", before.toArray());
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setArray(1, others);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                long sessions = row.getLong(1);
                connections = Math.max(connections, sessions);
                Duration age = Duration.ofMillis(Math.max(0, row.getLong(2)));
                longestTransaction = age.compareTo(longestTransaction) > 0 ? age : longestTransaction;
                return sessions;
            }
        }
    }

    /** Return the most sessions that were seen at once; empty when none was ever seen. */
    synchronized OptionalLong connections() {
        return connections > 0 ? OptionalLong.of(connections) : OptionalLong.empty();
    }

    /** Return the greatest age of a transaction that was seen; empty when no session was ever seen. */
    synchronized Optional<Duration> longestTransaction() {
        return connections > 0 ? Optional.of(longestTransaction) : Optional.empty();
    }

    /** Return what was counted since the beginning; the export's sessions have told it all once they are gone. */
    Counters counted() throws SQLException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (sample() > 0 && System.nanoTime() < end) {
            Thread.sleep(STEP.toMillis());
        }
        if (connection.getMetaData().getDatabaseMajorVersion() < FIRST_WITHOUT_COLLECTOR) {
            Thread.sleep(COLLECTOR_DELAY.toMillis());
        }
        return counters(connection).since(start);
    }

    @Override
    public void close() {
        close(connection);
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            log.debug("event=close-failed sqlstate={}", e.getSQLState());
        }
    }
}
