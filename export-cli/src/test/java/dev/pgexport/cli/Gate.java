package dev.pgexport.cli;

import static org.awaitility.Awaitility.await;

import dev.pgexport.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** An advisory lock that the statements of a database wait for, while it is shut. */
public final class Gate implements AutoCloseable {
    /** Makes a function that a check or an index may call: its row 10,000 waits for the gate of a moment. */
    public static final String FUNCTION = """
            CREATE FUNCTION gate(moment text, id integer) RETURNS boolean IMMUTABLE LANGUAGE plpgsql AS $$
            BEGIN
                IF id = 10000 THEN
                    PERFORM pg_advisory_lock_shared(hashtext(moment)), pg_advisory_unlock_shared(hashtext(moment));
                END IF;
                RETURN true;
            END $$""";

    /** The application_name of who holds it shut. */
    public static final String NAME = "gate";

    private static final String WAITING =
            "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND mode = 'ShareLock' AND database ="
                    + " (SELECT oid FROM pg_database WHERE datname = current_database()) ORDER BY pid";

    private final TestDatabase database;
    private final Connection connection;

    private Gate(TestDatabase database, Connection connection) {
        this.database = database;
        this.connection = connection;
    }

    /** Shut the gate of a moment. */
    public static Gate shut(TestDatabase database, String moment) throws SQLException {
        Connection connection = database.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET application_name = '" + NAME + "'");
            statement.execute("SELECT pg_advisory_lock(hashtext('" + moment + "'))");
        }
        return new Gate(database, connection);
    }

    /** Wait, a minute at most, until a session stands at the gate; return its process id. */
    public int awaitSomebody() {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(this::waiting, pids -> !pids.isEmpty())
                .get(0);
    }

    /** Wait, a minute at most, until that session has gone, and another stands there. */
    public void awaitWithout(int pid) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(this::waiting, pids -> !pids.isEmpty() && !pids.contains(pid));
    }

    private List<Integer> waiting() {
        return database.query(WAITING).stream().map(Integer::valueOf).toList();
    }

    /** Let everybody pass. */
    public void open() throws SQLException {
        connection.close();
    }

    @Override
    public void close() throws SQLException {
        open();
    }
}
