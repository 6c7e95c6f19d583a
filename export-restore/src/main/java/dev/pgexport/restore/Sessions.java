package dev.pgexport.restore;

import dev.pgexport.postgres.connection.Database;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections that take rows, used again and again, each in a transaction of its own. Thread-safe. */
final class Sessions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    /**
     * What pg_restore sets as well: values come in as they were written, no limit of the server's cuts a load off, and no
     * name is found in a schema that anybody may write to.
     */
    private static final List<String> SETTINGS = List.of(
            "SET application_name = '" + FormerSessions.NAME + "'",
            "SELECT pg_catalog.set_config('search_path', '', false)",
            "SET statement_timeout = 0",
            "SET lock_timeout = 0",
            "SET idle_in_transaction_session_timeout = 0",
            "SET DateStyle = ISO",
            "SET IntervalStyle = postgres",
            "SET xmloption = content",
            "SET row_security = off",
            "SET client_min_messages = warning");

    private static final int WITH_TRANSACTION_TIMEOUT = 17;

    private final Database database;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Set<Connection> open = new HashSet<>();
    private boolean asReplica;
    private boolean closed;

    Sessions(Database database) {
        this.database = database;
    }

    /** Make sessions from now on fire no trigger and check no foreign key, as those of a replica. */
    synchronized void actAsReplica() {
        asReplica = true;
    }

    synchronized boolean actsAsReplica() {
        return asReplica;
    }

    static void prepare(Connection connection, boolean asReplica) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String setting : SETTINGS) {
                statement.execute(setting);
            }
            if (connection.getMetaData().getDatabaseMajorVersion() >= WITH_TRANSACTION_TIMEOUT) {
                statement.execute("SET transaction_timeout = 0");
            }
            if (asReplica) {
                statement.execute("SET session_replication_role = replica");
            }
        }
    }

    /** What is done in a transaction. */
    @FunctionalInterface
    interface Work<R> {
        R perform(Connection connection) throws SQLException, IOException, InterruptedException;
    }

    /**
     * Do work in one transaction, which is committed when the work returns and rolled back when it throws.
     *
     * @param action what the work is, to follow "cannot"
     */
    <R> R transact(String action, Work<R> work) throws IOException, InterruptedException {
        Connection connection = lend();
        boolean done = false;
        try {
            R result = work.perform(connection);
            connection.commit();
            done = true;
            return result;
        } catch (SQLException e) {
            requireOpen();
            throw RestoreFailure.of(e, action);
        } finally {
            if (done) {
                giveBack(connection);
            } else {
                discard(connection);
            }
        }
    }

    private Connection lend() throws InterruptedException {
        requireOpen();
        synchronized (this) {
            Connection connection = idle.poll();
            if (connection != null) {
                return connection;
            }
        }
        Connection connection = database.connect();
        try {
            prepare(connection, actsAsReplica());
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            close(connection);
            throw RestoreFailure.of(e, "prepare a session of " + database);
        }
        synchronized (this) {
            open.add(connection);
        }
        requireOpen();
        return connection;
    }

    private synchronized void giveBack(Connection connection) {
        idle.push(connection);
    }

    /** Closing the socket rolls back, whatever state the connection is in. */
    private void discard(Connection connection) {
        synchronized (this) {
            open.remove(connection);
        }
        cancel(connection);
    }

    private synchronized void requireOpen() throws InterruptedException {
        if (closed) {
            throw new InterruptedException("closed");
        }
    }

    /** End all work that goes on: what is not committed is rolled back. From any thread. */
    void abort() {
        List<Connection> unused;
        List<Connection> working;
        synchronized (this) {
            closed = true;
            unused = List.copyOf(idle);
            open.removeAll(idle);
            working = List.copyOf(open);
            idle.clear();
            open.clear();
        }
        working.forEach(Sessions::cancel);
        unused.forEach(Sessions::close);
    }

    @Override
    public void close() {
        abort();
    }

    private static void cancel(Connection connection) {
        try {
            if (!connection.isClosed()) {
                connection.unwrap(PGConnection.class).cancelQuery();
            }
        } catch (SQLException e) {
            LOG.atDebug().setCause(e).log("cancel request failed");
        }
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.atDebug().setCause(e).log("closing a connection failed");
        }
    }

    static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.atDebug().setCause(e).log("closing a connection failed");
        }
    }
}
