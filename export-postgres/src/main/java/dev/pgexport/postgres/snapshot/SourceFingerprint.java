package dev.pgexport.postgres.snapshot;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What two exports are compared by, one made and one that may be made, to know that both would show the same. Empty wherever
 * that is not certain. docs/adr/0021 says why it is.
 */
final class SourceFingerprint {
    private static final Logger log = LoggerFactory.getLogger(SourceFingerprint.class);

    /** Whoever has a transaction id holds this lock on it, prepared transactions too. Anybody may read pg_locks. */
    private static final String TRANSACTIONS = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_locks l
                WHERE l.locktype = 'transactionid' AND l.mode = 'ExclusiveLock' AND l.granted)
            """;

    private static final String SNAPSHOT = """
            SELECT pg_catalog.pg_snapshot_xmin(s)::pg_catalog.text, pg_catalog.pg_snapshot_xmax(s)::pg_catalog.text
            FROM pg_catalog.pg_current_snapshot() s
            """;

    private final Optional<Beginning> beginning;

    private SourceFingerprint(Optional<Beginning> beginning) {
        this.beginning = beginning;
    }

    /** What was so before the snapshot. */
    private record Beginning(ServerMoment server, String session) {}

    /** Begin, outside of a transaction and before the snapshot. */
    static SourceFingerprint begin(Connection connection) {
        try {
            ServerMoment server = ServerMoment.of(connection);
            return new SourceFingerprint(
                    server.known()
                            ? Optional.of(new Beginning(server, SessionFacts.hash(connection)))
                            : Optional.empty());
        } catch (SQLException e) {
            log.debug("event=no-fingerprint sqlstate={} message=\"{}\"", e.getSQLState(), e.getMessage());
            return new SourceFingerprint(Optional.empty()); // whatever is wrong with the connection shows soon enough
        }
    }

    /**
     * Return the fingerprint of the snapshot that the connection's transaction has just taken, before any sequence is read
     * for the export.
     *
     * @param shared whether the snapshot was taken by another one, perhaps long before
     */
    Optional<Map<String, String>> ofSnapshot(Connection connection, boolean shared) throws SQLException {
        return guarded(connection, before -> {
            ServerMoment server = before.server();
            if (server.standby()) {
                return shared ? Optional.empty() : server.replayed().map(position -> Map.of("replayed", position));
            }
            Optional<String> transactions = transactions(connection);
            return primary(transactions, SequenceFacts.hash(connection));
        });
    }

    /** Return the fingerprint of this moment, in a transaction that takes a snapshot for each query. */
    Optional<Map<String, String>> now(Connection connection) throws SQLException {
        return guarded(connection, before -> {
            if (before.server().standby()) {
                return ServerMoment.of(connection).replayed().map(position -> Map.of("replayed", position));
            }
            // In this order: no transaction that could change a sequence is under way once they are read, and none was
            // completed since the other snapshot. So none has changed one in between.
            Optional<String> sequences = SequenceFacts.hash(connection);
            boolean underway = isTrue(connection, TRANSACTIONS);
            Optional<String> transactions = underway ? Optional.empty() : transactions(connection);
            return primary(transactions, sequences);
        });
    }

    private static Optional<Map<String, String>> primary(Optional<String> transactions, Optional<String> sequences) {
        return transactions.isPresent() && sequences.isPresent()
                ? Optional.of(Map.of("transactions", transactions.get(), "sequences", sequences.get()))
                : Optional.empty();
    }

    /**
     * Return the next transaction id that a snapshot would not see, when it sees all before. Then a later snapshot with
     * the same sees the same: the id moves on with whatever transaction ends.
     */
    private static Optional<String> transactions(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SNAPSHOT)) {
            row.next();
            String xmin = row.getString(1);
            return Optional.of(row.getString(2)).filter(xmin::equals);
        }
    }

    private static boolean isTrue(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private interface Reading {
        Optional<Map<String, String>> read(Beginning before) throws SQLException;
    }

    /** Read what may fail, as a sequence may be dropped meanwhile, without failing the transaction. */
    private Optional<Map<String, String>> guarded(Connection connection, Reading reading) throws SQLException {
        if (beginning.isEmpty()) {
            return Optional.empty();
        }
        Beginning before = beginning.get();
        Savepoint savepoint = connection.setSavepoint();
        try {
            Optional<Map<String, String>> position = reading.read(before);
            ServerMoment after = ServerMoment.of(connection);
            connection.releaseSavepoint(savepoint);
            // Behind a pooler the transaction may be on another server than what was read before it.
            return position.filter(found -> after.continues(before.server())).map(found -> facts(before, found));
        } catch (SQLException e) {
            connection.rollback(savepoint);
            log.debug("event=no-fingerprint sqlstate={} message=\"{}\"", e.getSQLState(), e.getMessage());
            return Optional.empty();
        }
    }

    private static Map<String, String> facts(Beginning before, Map<String, String> position) {
        Map<String, String> facts = new HashMap<>(before.server().life());
        facts.putAll(position);
        facts.put("role", before.server().standby() ? "standby" : "primary");
        facts.put("session", before.session());
        return facts;
    }
}
