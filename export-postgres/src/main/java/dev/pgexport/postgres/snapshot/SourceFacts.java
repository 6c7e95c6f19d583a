package dev.pgexport.postgres.snapshot;

import dev.pgexport.api.manifest.SourceDescription;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Optional;

/** Reads what the manifest says of the server, in the transaction that holds the snapshot. */
final class SourceFacts {
    private static final String QUERY = """
            SELECT pg_catalog.current_database(), pg_catalog.current_setting('server_version_num')::pg_catalog.int4,
                pg_catalog.pg_encoding_to_char(d.encoding),
                pg_catalog.host(pg_catalog.inet_server_addr()) || ':' || pg_catalog.inet_server_port(), session_user
            FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()
            """;

    private SourceFacts() {}

    static SourceDescription read(Connection connection, boolean standby, ExportedSnapshot snapshot)
            throws SQLException {
        Optional<String> systemIdentifier =
                permitted(connection, "SELECT system_identifier::pg_catalog.text FROM pg_catalog.pg_control_system()");
        Optional<String> lsn = snapshot.shared().isPresent()
                ? snapshot.shared().get().lsn()
                : permitted(
                        connection,
                        standby
                                ? "SELECT pg_catalog.pg_last_wal_replay_lsn()::pg_catalog.text"
                                : "SELECT pg_catalog.pg_current_wal_lsn()::pg_catalog.text");
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            row.next();
            int version = row.getInt(2);
            return new SourceDescription(
                            row.getString(1),
                            version / 10_000 + "." + version % 10_000,
                            Optional.ofNullable(row.getString(4)),
                            systemIdentifier,
                            standby,
                            row.getString(3),
                            Optional.of(snapshot.name()),
                            lsn,
                            snapshot.moment())
                    .withUser(row.getString(5));
        }
    }

    /** Ask for what not every user and not every managed service may tell. */
    private static Optional<String> permitted(Connection connection, String query) throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            Optional<String> value = Optional.ofNullable(row.getString(1));
            connection.releaseSavepoint(savepoint);
            return value;
        } catch (SQLException e) {
            connection.rollback(savepoint);
            return Optional.empty();
        }
    }
}
