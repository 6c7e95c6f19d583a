package dev.pgexport.postgres.connection.internal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.postgresql.Driver;

/** One connection by the driver, which is told everything: it must find no defaults of its own. */
final class DriverSession {
    private static final int DEFAULT_CONNECT_TIMEOUT_SECONDS = 20;

    private final Login login;
    private final Encryption encryption;

    DriverSession(Login login, Encryption encryption) {
        this.login = login;
        this.encryption = encryption;
    }

    Connection open(Endpoint endpoint, Encryption.Mode mode, Identity identity) throws SQLException {
        Properties properties = properties(endpoint, mode, identity);
        // Only the database stands in the URL: the driver takes it from there, and all else from the properties.
        String url = "jdbc:postgresql:" + URLEncoder.encode(login.database(), StandardCharsets.UTF_8);
        Connection connection = new Driver().connect(url, properties);
        if (connection == null) {
            throw new SQLException("the driver does not take the connection's properties", "08001");
        }
        // While connecting no read may last for ever; later a COPY may pause as long as the server likes.
        connection.setNetworkTimeout(Runnable::run, 0);
        return connection;
    }

    private Properties properties(Endpoint endpoint, Encryption.Mode mode, Identity identity) {
        Parameters parameters = login.parameters();
        Properties properties = new Properties();
        properties.setProperty("PGHOST", endpoint instanceof Endpoint.Tcp ? endpoint.host() : "localhost");
        properties.setProperty("PGPORT", Integer.toString(endpoint.port()));
        properties.setProperty("user", identity.user());
        // An empty password keeps the driver from looking for a password file itself.
        properties.setProperty("password", identity.password().orElse(""));
        properties.setProperty("assumeMinServerVersion", "9.4");
        properties.setProperty("ApplicationName", login.applicationName());
        parameters.get(Keyword.OPTIONS).ifPresent(options -> properties.setProperty("options", options));
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("tcpKeepAlive", Boolean.toString(parameters.flag(Keyword.KEEPALIVES, true)));
        parameters.get(Keyword.REQUIRE_AUTH).ifPresent(methods -> properties.setProperty("requireAuth", methods));
        properties.setProperty(
                "channelBinding", parameters.choice(Keyword.CHANNEL_BINDING, List.of("prefer", "disable", "require")));
        setTimeouts(properties);
        setEncryption(properties, endpoint, mode);
        EndpointSocketFactory.configure(properties, endpoint, parameters);
        return properties;
    }

    private void setTimeouts(Properties properties) {
        int seconds = login.parameters().integer(Keyword.CONNECT_TIMEOUT).orElse(DEFAULT_CONNECT_TIMEOUT_SECONDS);
        int limit = Math.max(0, Math.min(seconds, Integer.MAX_VALUE / 1000));
        properties.setProperty("connectTimeout", Integer.toString(limit));
        properties.setProperty("socketTimeout", Integer.toString(limit));
        // Shorter, and the driver would take a slow server for one without TLS.
        properties.setProperty("sslResponseTimeout", Integer.toString(limit * 1000));
    }

    private void setEncryption(Properties properties, Endpoint endpoint, Encryption.Mode mode) {
        if (endpoint instanceof Endpoint.Unix) {
            properties.setProperty("sslmode", "disable");
            return;
        }
        // Verifying is the factory's part: for the driver it all is "require".
        Encryption.Mode asked = mode.compareTo(Encryption.Mode.REQUIRE) > 0 ? Encryption.Mode.REQUIRE : mode;
        properties.setProperty("sslmode", asked.toString());
        login.parameters()
                .get(Keyword.SSLNEGOTIATION)
                .ifPresent(negotiation -> properties.setProperty("sslNegotiation", negotiation));
        TlsSocketFactory.configure(properties, encryption, login.keyPassword());
    }
}
