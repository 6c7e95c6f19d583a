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

    private static final String WRONG_PASSWORD = "28P01";

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
                    } catch (SQLException e) {
                        if (!isWorthTheNext(e)) {
                            throw failure(address, e);
                        }
                        SQLException redacted = redaction(address).apply(e);
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
            return openAt(endpoint);
        } catch (SQLException e) {
            throw failure(endpoint, e);
        }
    }

    private Optional<Connection> openIf(SessionRequirement requirement, Endpoint endpoint) throws SQLException {
        Connection connection = openAt(endpoint);
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

    private Connection openAt(Endpoint endpoint) throws SQLException {
        try {
            return driver.open(endpoint, encryption.mode());
        } catch (SQLException e) {
            if (encryption.mode() == Encryption.Mode.PREFER && isTlsFailure(e)) {
                return driver.open(endpoint, Encryption.Mode.DISABLE);
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

    private ExportException failure(Endpoint endpoint, SQLException e) {
        String server = login.describe(List.of(endpoint));
        Optional<Throwable> files = failureOfFiles(e);
        if (files.isPresent()) {
            return new ExportException(
                            Kind.CONFIGURATION,
                            "cannot set up TLS to " + server + ": "
                                    + files.get().getMessage(),
                            files.get())
                    .withAdvice("perhaps check the files of sslrootcert, sslcrl, sslcert and sslkey");
        }
        ExportException failure = PostgresFailure.of(redaction(endpoint).apply(e), "connect to " + server);
        return WRONG_PASSWORD.equals(e.getSQLState()) && login.takesPasswordFromFile(endpoint)
                ? failure.withAdvice("perhaps correct the password in " + login.passwordFile())
                : failure;
    }

    private Redaction redaction(Endpoint endpoint) {
        return new Redaction(login.secrets(endpoint));
    }

    private static String describe(SQLException e) {
        Throwable cause = e.getCause();
        return cause == null || cause.getMessage() == null ? String.valueOf(e.getMessage()) : cause.getMessage();
    }
}
