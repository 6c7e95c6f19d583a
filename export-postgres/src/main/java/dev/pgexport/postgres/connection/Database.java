package dev.pgexport.postgres.connection;

import dev.pgexport.api.ExportException;
import dev.pgexport.postgres.connection.internal.ChildEnvironment;
import dev.pgexport.postgres.connection.internal.Connector;
import dev.pgexport.postgres.connection.internal.Encryption;
import dev.pgexport.postgres.connection.internal.Endpoint;
import dev.pgexport.postgres.connection.internal.Login;
import dev.pgexport.postgres.connection.internal.Parameters;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One database, on one server once the first connection is made: an exported snapshot lives on one server alone.
 * Thread-safe.
 */
public final class Database {
    private final Login login;
    private final Encryption encryption;
    private final Connector connector;
    private final Map<String, String> environment;
    private Optional<Endpoint> server = Optional.empty();

    private Database(Parameters parameters, Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.login = new Login(parameters, environment);
        this.encryption = Encryption.of(parameters, environment);
        this.connector = new Connector(login, encryption);
    }

    /**
     * Settle which database is meant, without connecting to it.
     *
     * @param environment the process's environment: its PG* variables and HOME count
     * @throws ExportException of kind CONFIGURATION when the settings, the service file or a variable is wrong
     */
    public static Database resolve(ConnectionSettings settings, Map<String, String> environment) {
        return new Database(Parameters.resolve(settings.from().orElse(""), environment), environment);
    }

    /**
     * Open a connection, in autocommit mode. The first chooses among the servers; all later ones go to the same.
     *
     * @throws ExportException when there is no connection; its message names the server
     */
    public Connection connect() {
        Optional<Endpoint> known;
        synchronized (this) {
            if (server.isEmpty()) {
                Connector.Opened opened = connector.open();
                server = Optional.of(opened.endpoint());
                return opened.connection();
            }
            known = server;
        }
        return connector.openAgain(known.get());
    }

    /**
     * Return the whole environment for a libpq program such as pg_dump: ours, with the PG* variables that lead it to the
     * same server, database and user, and with the password, which is asked for anew each time.
     */
    public Map<String, String> childEnvironment() {
        Optional<Endpoint> known;
        synchronized (this) {
            known = server;
        }
        return ChildEnvironment.of(login, encryption, known, environment);
    }

    /** Return the database's name. */
    public String name() {
        return login.database();
    }

    /** Return the user's name. */
    public String user() {
        return login.user();
    }

    /** Return the server, database and user for messages, without secrets. */
    @Override
    public synchronized String toString() {
        return server.map(known -> login.describe(List.of(known))).orElseGet(login::describeAll);
    }
}
