package dev.pgexport.postgres.snapshot;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Which running server, and which database of it: with several hosts or a pooler two connections may differ.
 *
 * @param started when its postmaster was started
 * @param standby whether it is in recovery
 * @param database the database's oid
 */
record ServerIdentity(String started, boolean standby, long database) {
    private static final String QUERY = """
            SELECT pg_catalog.pg_postmaster_start_time()::pg_catalog.text, pg_catalog.pg_is_in_recovery(),
                (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())
            """;

    static ServerIdentity of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            row.next();
            return new ServerIdentity(row.getString(1), row.getBoolean(2), row.getLong(3));
        }
    }

    /** Fail unless a further connection reached this server, too. */
    void requireSame(ServerIdentity other) {
        if (!equals(other)) {
            throw new ExportException(Kind.UNAVAILABLE, "two connections reached two different servers")
                    .withAdvice(
                            "perhaps name one host, or say which by target_session_attrs: an export is of one server");
        }
    }
}
