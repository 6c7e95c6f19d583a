package dev.pgexport.postgres.snapshot;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What of a session changes how the same rows are selected and written: its user and its settings. */
final class SessionFacts {
    private static final String QUERY = """
            SELECT f.fact FROM (
                SELECT s.name || '=' || s.setting FROM pg_catalog.pg_settings s
                WHERE s.context IN ('user', 'superuser') AND s.name <> 'application_name' AND s.setting IS NOT NULL
                UNION ALL SELECT 'user=' || current_user
            ) f (fact) ORDER BY f.fact COLLATE pg_catalog."C"
            """;

    private SessionFacts() {}

    /** Return their hash; outside of a transaction, which has settings of its own. */
    static String hash(Connection connection) throws SQLException {
        Digest digest = new Digest();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(QUERY)) {
            while (rows.next()) {
                digest.add(rows.getString(1));
            }
        }
        return digest.hex();
    }
}
