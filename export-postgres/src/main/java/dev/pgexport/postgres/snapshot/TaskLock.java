package dev.pgexport.postgres.snapshot;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * An advisory lock of the database that the transaction with the snapshot holds, and with it one run of a task. Of the
 * transaction, not of the session: so a pooler hands out no session with it, and it ends when the snapshot does, however.
 */
final class TaskLock {
    private static final String TAKE = "SELECT pg_catalog.pg_try_advisory_xact_lock(?)";
    private static final String LOOK = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_locks l
                WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted
                    AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d
                        WHERE d.datname = pg_catalog.current_database())
                    AND (l.classid::pg_catalog.int8 << 32) | l.objid::pg_catalog.int8 = ?)
            """;

    private TaskLock() {}

    /**
     * Take it for the connection's transaction.
     *
     * @throws ExportException of kind BUSY when another transaction has it
     */
    static void take(Connection connection, String task) throws SQLException {
        if (!ask(connection, TAKE, task)) {
            throw new ExportException(
                            Kind.BUSY, "another run of this task is exporting to this location from the same database")
                    .withAdvice("wait for it to end");
        }
    }

    /** Return whether a transaction has it, without taking it. */
    static boolean isTaken(Connection connection, String task) throws SQLException {
        return ask(connection, LOOK, task);
    }

    private static boolean ask(Connection connection, String query, String task) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setLong(1, key(task));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static long key(String task) {
        Digest digest = new Digest();
        digest.add("pgexport task");
        digest.add(task);
        return ByteBuffer.wrap(digest.bytes()).getLong();
    }
}
