package dev.pgexport.postgres.connection;

import dev.pgexport.api.Finding;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Looks at the way to a server, as against the server itself. */
public final class ConnectionDiagnosis {
    private static final String ENCRYPTION = "encryption";
    private static final String QUERY = "SELECT"
            + " coalesce((SELECT version || ', ' || cipher FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl), ''),"
            + " coalesce(inet_server_addr() << '127.0.0.0/8' OR inet_server_addr() = '::1', true)";

    private ConnectionDiagnosis() {}

    /**
     * Say whether the connection is encrypted: without TLS it should not leave this machine.
     *
     * @throws SQLException when the server cannot be asked
     */
    public static Finding encryption(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            row.next();
            return finding(row.getString(1), row.getBoolean(2));
        }
    }

    static Finding finding(String tls, boolean local) {
        if (!tls.isEmpty()) {
            return Finding.ok(ENCRYPTION, tls);
        }
        if (local) {
            return Finding.ok(ENCRYPTION, "none, and nothing leaves this machine");
        }
        return Finding.warning(
                ENCRYPTION,
                "none: whoever is on the way can read and change the data",
                "perhaps use sslmode=verify-full with sslrootcert");
    }
}
