package dev.pgexport.postgres.snapshot;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Begins transactions in which the same row always reads the same, whatever the server, database or role has set.
 *
 * <p>As setup_connection() of pg_dump does it, and the time zone too. Everything is set for the transaction only, so that
 * a connection pooler hands out no session that was changed.
 */
final class PinnedTransaction {
    private static final int FIRST_WITH_TRANSACTION_TIMEOUT = 17;

    /** How a transaction sees the database. */
    enum Isolation {
        /** A snapshot for each query. */
        READ_COMMITTED("READ COMMITTED, READ ONLY"),
        REPEATABLE_READ("REPEATABLE READ, READ ONLY"),
        SERIALIZABLE_DEFERRABLE("SERIALIZABLE, READ ONLY, DEFERRABLE");

        private final String mode;

        Isolation(String mode) {
            this.mode = mode;
        }
    }

    private PinnedTransaction() {}

    /** Begin a transaction; its snapshot is taken by its first query. */
    static void begin(Connection connection, Isolation isolation, Duration lockTimeout) throws SQLException {
        connection.setAutoCommit(false);
        int major = connection.getMetaData().getDatabaseMajorVersion();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL " + isolation.mode + "; "
                    + String.join("; ", settings(major, lockTimeout)));
        }
    }

    private static List<String> settings(int major, Duration lockTimeout) {
        List<String> settings = new ArrayList<>(List.of(
                "SET LOCAL search_path TO ''",
                "SET LOCAL DateStyle TO ISO, MDY",
                "SET LOCAL IntervalStyle TO postgres",
                "SET LOCAL TimeZone TO 'UTC'",
                "SET LOCAL extra_float_digits TO 3",
                "SET LOCAL bytea_output TO hex",
                "SET LOCAL xmlbinary TO base64",
                "SET LOCAL standard_conforming_strings TO on",
                "SET LOCAL quote_all_identifiers TO off",
                "SET LOCAL row_security TO off",
                "SET LOCAL synchronize_seqscans TO off",
                "SET LOCAL statement_timeout TO 0",
                "SET LOCAL idle_in_transaction_session_timeout TO 0",
                "SET LOCAL lock_timeout TO " + lockTimeout.toMillis()));
        if (major >= FIRST_WITH_TRANSACTION_TIMEOUT) {
            settings.add("SET LOCAL transaction_timeout TO 0");
        }
        return settings;
    }

    /**
     * Make the transaction see a snapshot that another one has exported; nothing may have been read in it.
     */
    static void importSnapshot(Connection connection, String snapshot) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION SNAPSHOT '" + snapshot.replace("'", "''") + "'");
        }
    }

    /**
     * Make the transaction see a snapshot that another one has exported, as {@link #importSnapshot} does.
     *
     * @throws ExportException of kind EXPORT_LOST when it is gone
     */
    static void requireSnapshot(Connection connection, String snapshot) throws SQLException {
        try {
            importSnapshot(connection, snapshot);
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            if (state.startsWith("08") || state.startsWith("57")) {
                throw e;
            }
            throw new ExportException(Kind.EXPORT_LOST, "the snapshot " + snapshot + " cannot be imported any more", e)
                    .withAdvice("start the export again");
        }
    }

    /**
     * Keep views and foreign tables from being expanded, so that no table's owner can have another's code run, as
     * pg_dump does since CVE-2024-7348 on servers that can. This reads: the snapshot must have been settled.
     */
    static void restrictRelationKinds(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    SELECT pg_catalog.set_config(s.name, 'view, foreign-table', true) FROM pg_catalog.pg_settings s
                    WHERE s.name = 'restrict_nonsystem_relation_kind'
                    """);
        }
    }
}
