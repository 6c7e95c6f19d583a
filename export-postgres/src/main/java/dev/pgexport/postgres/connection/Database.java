package dev.pgexport.postgres.connection;

import dev.pgexport.api.Authentication;
import dev.pgexport.api.ExportException;
import dev.pgexport.postgres.connection.internal.ChildEnvironment;
import dev.pgexport.postgres.connection.internal.Connector;
import dev.pgexport.postgres.connection.internal.Encryption;
import dev.pgexport.postgres.connection.internal.Endpoint;
import dev.pgexport.postgres.connection.internal.Login;
import dev.pgexport.postgres.connection.internal.Parameters;
import java.sql.Connection;
import java.sql.SQLException;
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
    private final Optional<Authentication> authentication;
    private Optional<Endpoint> server = Optional.empty();

    private Database(Parameters parameters, Map<String, String> environment, Optional<Authentication> authentication) {
        this.environment = Map.copyOf(environment);
        this.authentication = authentication;
        this.login = new Login(parameters, environment, authentication);
        this.encryption = Encryption.of(
                parameters,
                environment,
                authentication.filter(Authentication::requiresTls).isPresent());
        this.connector = new Connector(login, encryption);
    }

    /**
     * Settle which database is meant, without connecting to it; libpq's own ways say who to be.
     *
     * @param environment the process's environment: its PG* variables and HOME count
     * @throws ExportException of kind CONFIGURATION when the settings, the service file or a variable is wrong
     */
    public static Database resolve(ConnectionSettings settings, Map<String, String> environment) {
        return resolve(settings, environment, Optional.empty());
    }

    /**
     * Settle which database is meant, without connecting to it.
     *
     * @param environment the process's environment: its PG* variables and HOME count
     * @param authentication says who to be, and fills in what the settings leave open; empty for libpq's own ways
     * @throws ExportException of kind CONFIGURATION when the settings, the service file or a variable is wrong; of another
     *     when the authentication cannot say what it is asked
     */
    public static Database resolve(
            ConnectionSettings settings, Map<String, String> environment, Optional<Authentication> authentication) {
        Parameters given = Parameters.resolve(settings.from().orElse(""), environment);
        Parameters parameters = authentication
                .map(known -> given.withDefaults(known.defaults()))
                .orElse(given);
        return new Database(parameters, environment, authentication);
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
     *
     * @throws ExportException when no environment can say what is needed, or a password that may have been replaced cannot
     *     be tried
     */
    public Map<String, String> childEnvironment() {
        if (login.wantsTrial(isSettled())) {
            tryCredentials();
        }
        Optional<Endpoint> known;
        synchronized (this) {
            known = server;
        }
        return ChildEnvironment.of(login, encryption, known, environment);
    }

    private synchronized boolean isSettled() {
        return server.isPresent();
    }

    /** A program cannot ask again when its password is refused; we can. */
    private void tryCredentials() {
        try {
            connect().close();
        } catch (SQLException e) {
            throw PostgresFailure.of(e, "disconnect from " + this);
        }
    }

    /** Return another database of the same servers, to be reached as the same user in the same way. */
    public Database sibling(String name) {
        return new Database(login.parameters().withDatabase(name), environment, authentication);
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
