package dev.pgexport.postgres.snapshot;

import dev.pgexport.api.TableName;
import dev.pgexport.postgres.catalog.SqlIdentifier;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The values of a database's sequences: nextval() changes them without a transaction id 31 times out of 32. */
final class SequenceFacts {
    /** So few locks at a time, which are let go at once. */
    private static final int BATCH = 200;

    private static final String SEQUENCES = """
            SELECT c.oid, n.nspname, c.relname, c.relpersistence = 'u'
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'S' AND c.relpersistence <> 't' AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
                AND CASE WHEN c.relkind = 'S' THEN pg_catalog.has_sequence_privilege(c.oid, 'SELECT') END
            ORDER BY c.oid
            """;

    private SequenceFacts() {}

    /**
     * Return the hash of the values of all sequences that the user may read; others cannot be exported.
     *
     * @param connection in a transaction, which keeps no lock on them
     * @return empty when there is an unlogged sequence, which not even setval() gives a transaction id
     * @throws SQLException also when a sequence is altered or dropped at the moment
     */
    static Optional<String> hash(Connection connection) throws SQLException {
        List<String> queries = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SEQUENCES)) {
            while (rows.next()) {
                if (rows.getBoolean(4)) {
                    return Optional.empty();
                }
                queries.add("SELECT " + rows.getLong(1) + "::pg_catalog.int8 AS oid, last_value, is_called FROM "
                        + SqlIdentifier.quote(new TableName(rows.getString(2), rows.getString(3))));
            }
        }
        Digest digest = new Digest();
        for (int i = 0; i < queries.size(); i += BATCH) {
            add(
                    connection,
                    String.join(" UNION ALL ", queries.subList(i, Math.min(i + BATCH, queries.size())))
                            + " ORDER BY oid",
                    digest);
        }
        return Optional.of(digest.hex());
    }

    private static void add(Connection connection, String query, Digest digest) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout TO '1s'");
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    digest.add(rows.getLong(1) + " " + rows.getLong(2) + " " + rows.getBoolean(3));
                }
            }
        } finally {
            connection.rollback(before); // lets go of the locks
        }
    }
}
