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
import java.util.stream.Collectors;
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
                        Connection connection = openAt(address);
                        if (requirement.isMetBy(connection)) {
                            return new Opened(connection, address);
                        }
                        connection.close();
                        failures.add(address + " is not " + requirement);
                    } catch (SQLException e) {
                        if (!isWorthTheNext(e)) {
                            throw failure(address, e);
                        }
                        LOGGER.atDebug()
                                .addKeyValue("server", address)
                                .addKeyValue("cause", e.getMessage())
                                .log("no connection");
                        failures.add(address + ": " + describe(e));
                        causes.add(e);
                    }
                }
            }
        }
        ExportException failure = new ExportException(
                Kind.UNAVAILABLE,
                "cannot connect to " + login.describe(endpoints) + ": " + String.join("; ", failures),
                causes.isEmpty() ? null : causes.get(0));
        return fail(failure.withAdvice("perhaps check the host and the port, and that the server accepts connections"));
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

    private static Opened fail(ExportException failure) {
        throw failure;
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
            return addresses.stream().map(tcp::at).collect(Collectors.toUnmodifiableList());
        } catch (UnknownHostException e) {
            failures.add(endpoint + ": the host's name is unknown");
            causes.add(e);
            return List.of();
        }
    }

    /** Whether libpq would go on to the next server: nobody answered, or one that starts or stops. */
    private static boolean isWorthTheNext(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return !isTlsFailure(e) && (state.equals("08001") || state.equals("08006") || state.equals("57P03"));
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
        // The driver creates the factory by reflection, which wraps what is wrong with a file.
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvocationTargetException reflection) {
                return new ExportException(
                                Kind.CONFIGURATION,
                                "cannot set up TLS to " + login.describe(List.of(endpoint)) + ": "
                                        + reflection.getTargetException().getMessage(),
                                reflection.getTargetException())
                        .withAdvice("perhaps check the files of sslrootcert, sslcrl, sslcert and sslkey");
            }
        }
        return PostgresFailure.of(e, "connect to " + login.describe(List.of(endpoint)));
    }

    private static String describe(SQLException e) {
        Throwable cause = e.getCause();
        return cause == null || cause.getMessage() == null ? String.valueOf(e.getMessage()) : cause.getMessage();
    }
}
