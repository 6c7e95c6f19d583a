package dev.pgexport.cli.fault;

import static org.awaitility.Awaitility.await;

import dev.pgexport.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** An advisory lock that the statements of a database wait for, while it is shut. */
final class Gate implements AutoCloseable {
    static final String NAME = "gate";

    private static final String WAITING =
            "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND mode = 'ShareLock' AND database ="
                    + " (SELECT oid FROM pg_database WHERE datname = current_database()) ORDER BY pid";

    private final TestDatabase database;
    private final Connection connection;

    private Gate(TestDatabase database, Connection connection) {
        this.database = database;
        this.connection = connection;
    }

    static Gate shut(TestDatabase database, Enum<?> moment) throws SQLException {
        Connection connection = database.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET application_name = '" + NAME + "'");
            statement.execute("SELECT pg_advisory_lock(hashtext('" + moment.name() + "'))");
        }
        return new Gate(database, connection);
    }

    /** Wait until a session stands at the gate; return its process id. */
    int awaitSomebody() {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(this::waiting, pids -> !pids.isEmpty())
                .get(0);
    }

    /** Wait until that session has gone, and another stands there. */
    void awaitWithout(int pid) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(this::waiting, pids -> !pids.isEmpty() && !pids.contains(pid));
    }

    private List<Integer> waiting() {
        return database.query(WAITING).stream().map(Integer::valueOf).toList();
    }

    void open() throws SQLException {
        connection.close();
    }

    @Override
    public void close() throws SQLException {
        open();
    }
}
