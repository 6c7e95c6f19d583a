package dev.pgexport.restore;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.TableName;
import dev.pgexport.postgres.catalog.SqlIdentifier;
import dev.pgexport.postgres.connection.ConnectionSettings;
import dev.pgexport.postgres.connection.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database that is restored into, held by one restore at a time. */
final class Target implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Target.class);
    private static final String MAINTENANCE_DATABASE = "postgres";

    /** Two restores into one database would each take the other's tables for their own: a lock of this session's. */
    private static final String LOCK = "SELECT pg_catalog.pg_try_advisory_lock(7306939216894357871)";

    private static final String UNLOCK = "SELECT pg_catalog.pg_advisory_unlock(7306939216894357871)";

    private static final int UNLOCK_MILLISECONDS = 5000;

    private static final String RELATIONS = """
            SELECT n.nspname, c.relname, EXISTS (
                SELECT FROM pg_catalog.pg_depend d
                WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e')
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
                AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND c.relpersistence <> 't'
            """;

    private final Database database;
    private final Connection connection;
    private final Sessions sessions;

    private Target(Database database, Connection connection) {
        this.database = database;
        this.connection = connection;
        this.sessions = new Sessions(database);
    }

    /**
     * Connect, and create the database before if that is wanted and there is none.
     *
     * @throws ExportException of kind BUSY when another restore is at work in it
     */
    static Target open(RestoreRequest request) {
        Database database = Database.resolve(
                new ConnectionSettings(Optional.of(request.to())), request.environment(), request.authentication());
        if (request.options().create()) {
            create(database, request.export().manifest().source().encoding());
        }
        Target target = open(database, request.options().create());
        try {
            FormerSessions.end(target);
            return target;
        } catch (RuntimeException e) {
            target.close();
            throw e;
        }
    }

    /**
     * Connect to a database that is there.
     *
     * @throws ExportException of kind BUSY when another restore or run is at work in it
     */
    static Target open(Database database) {
        return open(database, true);
    }

    private static Target open(Database database, boolean created) {
        Connection connection = connect(database, created);
        try {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(LOCK)) {
                row.next();
                if (!row.getBoolean(1)) {
                    throw new ExportException(Kind.BUSY, "another restore or run is at work in " + database)
                            .withAdvice("perhaps wait for its end");
                }
            }
            Sessions.prepare(connection, false);
            return new Target(database, connection);
        } catch (SQLException e) {
            Sessions.close(connection);
            throw RestoreFailure.of(e, "prepare " + database);
        } catch (RuntimeException e) {
            Sessions.close(connection);
            throw e;
        }
    }

    private static Connection connect(Database database, boolean create) {
        try {
            return database.connect();
        } catch (ExportException e) {
            boolean missing = e.getCause() instanceof SQLException cause && "3D000".equals(cause.getSQLState());
            throw missing && !create ? e.withAdvice("perhaps correct the database's name, or use --create") : e;
        }
    }

    private static void create(Database database, String encoding) {
        Database maintenance = database.sibling(MAINTENANCE_DATABASE);
        try (Connection connection = maintenance.connect();
                PreparedStatement exists =
                        connection.prepareStatement("SELECT FROM pg_catalog.pg_database WHERE datname = ?")) {
            exists.setString(1, database.name());
            try (ResultSet row = exists.executeQuery()) {
                if (row.next()) {
                    return;
                }
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + SqlIdentifier.quote(database.name())
                        + " TEMPLATE template0 ENCODING '" + encoding.replace("'", "''") + "'");
            }
        } catch (SQLException e) {
            throw RestoreFailure.of(e, "create the database " + database.name());
        }
    }

    Database database() {
        return database;
    }

    /** Return the connection that is held all the time, in autocommit mode; for one thread. */
    Connection connection() {
        return connection;
    }

    Sessions sessions() {
        return sessions;
    }

    /** Return the user's relations, and of each whether it belongs to an extension. */
    Map<TableName, Boolean> relations() {
        Map<TableName, Boolean> relations = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(RELATIONS)) {
            while (rows.next()) {
                relations.put(new TableName(rows.getString(1), rows.getString(2)), rows.getBoolean(3));
            }
        } catch (SQLException e) {
            throw RestoreFailure.of(e, "read the catalog of " + database);
        }
        return relations;
    }

    /** Return whether a table has rows of its own. */
    boolean hasRows(TableName table) {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT EXISTS (SELECT FROM ONLY " + SqlIdentifier.quote(table) + ")")) {
            row.next();
            return row.getBoolean(1);
        } catch (SQLException e) {
            throw RestoreFailure.of(e, "read " + table);
        }
    }

    /**
     * Keep event triggers, which are the source's by now, from acting on what is done by the connection that is held. Whoever
     * may not do that can have made none.
     *
     * @return whether it may be done
     */
    boolean silenceEventTriggers() {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            return true;
        } catch (SQLException e) {
            if (!"42501".equals(e.getSQLState())) { // insufficient_privilege
                throw RestoreFailure.of(e, "prepare a session of " + database);
            }
            return false;
        }
    }

    void execute(String sql, String action) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw RestoreFailure.of(e, action);
        }
    }

    @Override
    public void close() {
        sessions.close();
        unlock();
        Sessions.close(connection);
    }

    /** The server would do it itself when it hears of the connection's end, which may be after we connect again. */
    private void unlock() {
        try (Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, UNLOCK_MILLISECONDS);
            statement.execute(UNLOCK);
        } catch (SQLException e) {
            LOG.atDebug().setCause(e).log("unlocking failed");
        }
    }

    /** Return the database for messages. */
    @Override
    public String toString() {
        return database.toString();
    }
}
