package dev.pgexport.postgres.connection.internal;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.postgres.connection.PostgresFailure;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries the servers in turn, as libpq does. Thread-safe.
 *
 * <p>Source: PostgreSQL documentation, "Specifying Multiple Hosts", {@code target_session_attrs} and {@code
 * load_balance_hosts} of libpq.
 */
public final class Connector {
    private static final Logger LOGGER = LoggerFactory.getLogger(Connector.class);

    /** The class of SQLSTATEs that say who may not connect. */
    private static final String REFUSED = "28";

    private static final String WRONG_PASSWORD = "28P01";

    /** The password that counts from now on, and the one that is about to. */
    private static final int RENEWALS = 2;

    private final Login login;
    private final Encryption encryption;
    private final DriverSession driver;

    public Connector(Login login, Encryption encryption) {
        this.login = login;
        this.encryption = encryption;
        this.driver = new DriverSession(login, encryption);
    }

    /** A connection, and where it leads. */
    public record Opened(Connection connection, Endpoint endpoint) {}

    /**
     * Open a connection to the first server that answers and is what is asked for.
     *
     * @throws ExportException when there is none, or when the first that answers refuses
     */
    public Opened open() {
        List<Endpoint> endpoints = new ArrayList<>(login.endpoints());
        if (login.balanced()) {
            Collections.shuffle(endpoints);
        }
        List<String> failures = new ArrayList<>();
        List<Exception> causes = new ArrayList<>();
        for (SessionRequirement requirement : login.requirement().passes()) {
            failures.clear();
            for (Endpoint endpoint : endpoints) {
                for (Endpoint address : addresses(endpoint, failures, causes)) {
                    try {
                        Optional<Connection> connection = openIf(requirement, address);
                        if (connection.isPresent()) {
                            return new Opened(connection.get(), address);
                        }
                        failures.add(address + " is not " + requirement);
                    } catch (Failed e) {
                        if (!isWorthTheNext(e.failure)) {
                            throw failure(address, e);
                        }
                        SQLException redacted = redacted(e);
                        LOGGER.atDebug()
                                .addKeyValue("server", address)
                                .setCause(redacted)
                                .log("no connection");
                        failures.add(address + ": " + describe(redacted));
                        causes.add(redacted);
                    }
                }
            }
        }
        throw new ExportException(
                        Kind.UNAVAILABLE,
                        "cannot connect to " + login.describe(endpoints) + ": " + String.join("; ", failures),
                        causes.isEmpty() ? null : causes.get(0))
                .withAdvice("perhaps check the host and the port, and that the server accepts connections");
    }

    /**
     * Open a connection to this server and no other.
     *
     * @throws ExportException when it does not answer or refuses
     */
    public Connection openAgain(Endpoint endpoint) {
        try {
            return openAt(endpoint).connection();
        } catch (Failed e) {
            throw failure(endpoint, e);
        }
    }

    private record Connected(Connection connection, Identity identity) {}

    /** There is no connection for one identity, whose secrets the failure may tell. */
    private static final class Failed extends Exception {
        private final Identity identity;
        private final SQLException failure;

        Failed(Identity identity, SQLException failure) {
            super(failure);
            this.identity = identity;
            this.failure = failure;
        }
    }

    private Optional<Connection> openIf(SessionRequirement requirement, Endpoint endpoint) throws Failed {
        Connected connected = openAt(endpoint);
        try {
            return met(requirement, connected.connection());
        } catch (SQLException e) {
            throw new Failed(connected.identity(), e);
        }
    }

    private static Optional<Connection> met(SessionRequirement requirement, Connection connection) throws SQLException {
        boolean met = false;
        try {
            met = requirement.isMetBy(connection);
            return met ? Optional.of(connection) : Optional.empty();
        } finally {
            if (!met) {
                connection.close();
            }
        }
    }

    /** Open a connection; where the password was replaced, with the new one. */
    private Connected openAt(Endpoint endpoint) throws Failed {
        Identity identity = login.identity(endpoint);
        for (int renewals = 0; ; renewals++) {
            try {
                return new Connected(openAt(endpoint, identity), identity);
            } catch (SQLException e) {
                Optional<Identity> another = WRONG_PASSWORD.equals(e.getSQLState()) && renewals < RENEWALS
                        ? login.renewed(identity, endpoint)
                        : Optional.empty();
                if (another.isEmpty()) {
                    throw new Failed(identity, e);
                }
                identity = another.get();
            }
        }
    }

    private Connection openAt(Endpoint endpoint, Identity identity) throws SQLException {
        try {
            return driver.open(endpoint, encryption.mode(), identity);
        } catch (SQLException e) {
            if (encryption.mode() == Encryption.Mode.PREFER && isTlsFailure(e)) {
                return driver.open(endpoint, Encryption.Mode.DISABLE, identity);
            }
            throw e;
        }
    }

    private List<Endpoint> addresses(Endpoint endpoint, List<String> failures, List<Exception> causes) {
        if (!(endpoint instanceof Endpoint.Tcp tcp) || tcp.address().isPresent()) {
            return List.of(endpoint);
        }
        try {
            List<InetAddress> addresses = Arrays.asList(InetAddress.getAllByName(tcp.host()));
            if (login.balanced()) {
                Collections.shuffle(addresses);
            }
            return addresses.stream().map(tcp::at).map(Endpoint.class::cast).toList();
        } catch (UnknownHostException e) {
            failures.add(endpoint + ": the host's name is unknown");
            causes.add(e);
            return List.of();
        }
    }

    /** Whether libpq would go on to the next server: nobody answered, or one that starts or stops. */
    private static boolean isWorthTheNext(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return !isTlsFailure(e)
                && failureOfFiles(e).isEmpty()
                && (state.equals("08001") || state.equals("08006") || state.equals("57P03"));
    }

    /** Return what is wrong with a certificate's or a key's file; the driver's reflection has wrapped it. */
    private static Optional<Throwable> failureOfFiles(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvocationTargetException reflection) {
                return Optional.of(reflection.getTargetException());
            }
        }
        return Optional.empty();
    }

    private static boolean isTlsFailure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return true;
            }
        }
        return false;
    }

    private ExportException failure(Endpoint endpoint, Failed failed) {
        String server = login.describe(List.of(endpoint));
        Optional<Throwable> files = failureOfFiles(failed.failure);
        if (files.isPresent()) {
            return new ExportException(
                            Kind.CONFIGURATION,
                            "cannot set up TLS to " + server + ": "
                                    + files.get().getMessage(),
                            files.get())
                    .withAdvice("perhaps check the files of sslrootcert, sslcrl, sslcert and sslkey");
        }
        ExportException failure = PostgresFailure.of(redacted(failed), "connect to " + server);
        String state = String.valueOf(failed.failure.getSQLState());
        return state.startsWith(REFUSED)
                ? login.advice(endpoint, state.equals(WRONG_PASSWORD))
                        .map(failure::withAdvice)
                        .orElse(failure)
                : failure;
    }

    private SQLException redacted(Failed failed) {
        return new Redaction(login.secrets(failed.identity)).apply(failed.failure);
    }

    private static String describe(SQLException e) {
        Throwable cause = e.getCause();
        return cause == null || cause.getMessage() == null ? String.valueOf(e.getMessage()) : cause.getMessage();
    }
}
