package dev.pgexport.copy.internal;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends connections and what they do; what goes wrong with that is of no account any more. */
final class Connections {
    private static final Logger LOGGER = LoggerFactory.getLogger(Connections.class);

    private Connections() {}

    /** Close a connection that does nothing. */
    static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOGGER.atDebug().setCause(e).log("closing a connection failed");
        }
    }

    /**
     * Cancel a connection's command, then close its socket: a server that waits for us to read hears no cancel request,
     * and after a COPY that was cut off nothing else can be done with the connection.
     */
    static void cancel(Connection connection) {
        try {
            if (!connection.isClosed()) {
                connection.unwrap(PGConnection.class).cancelQuery();
            }
        } catch (SQLException e) {
            LOGGER.atDebug().setCause(e).log("cancel request failed");
        }
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOGGER.atDebug().setCause(e).log("closing a connection failed");
        }
    }

    /** Do {@link #cancel} without waiting for it. */
    static void cancelInBackground(Connection connection) {
        Thread thread = new Thread(() -> cancel(connection), "pgexport-cancel");
        thread.setDaemon(true);
        thread.start();
    }
}
