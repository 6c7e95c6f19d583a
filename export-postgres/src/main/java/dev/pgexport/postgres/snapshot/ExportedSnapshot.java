package dev.pgexport.postgres.snapshot;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.SharedSnapshot;
import dev.pgexport.postgres.snapshot.PinnedTransaction.Isolation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * A snapshot that its transaction has exported, or shares with the transaction that did.
 *
 * @param name as pg_export_snapshot() returned it
 * @param moment when, by the server's clock
 * @param transactionStart transaction_timestamp(), which tells this transaction from any later one
 * @param shared what was given, when it is shared
 */
record ExportedSnapshot(String name, Instant moment, String transactionStart, Optional<SharedSnapshot> shared) {
    private static final String QUERY = """
            SELECT pg_catalog.pg_export_snapshot(), pg_catalog.clock_timestamp(),
                pg_catalog.transaction_timestamp()::pg_catalog.text
            """;

    /** Begin the transaction and take its snapshot. */
    static ExportedSnapshot take(Connection connection, SnapshotSettings settings, boolean standby)
            throws SQLException {
        if (settings.serializableDeferrable() && standby) {
            throw new ExportException(Kind.CONFIGURATION, "a standby has no serializable snapshots")
                    .withAdvice("perhaps leave out --serializable-deferrable, or export from the primary");
        }
        PinnedTransaction.begin(
                connection,
                settings.serializableDeferrable() ? Isolation.SERIALIZABLE_DEFERRABLE : Isolation.REPEATABLE_READ,
                settings.lockTimeout());
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            row.next();
            ExportedSnapshot snapshot = new ExportedSnapshot(
                    row.getString(1),
                    row.getObject(2, OffsetDateTime.class).toInstant(),
                    row.getString(3),
                    Optional.empty());
            PinnedTransaction.restrictRelationKinds(connection);
            return snapshot;
        }
    }

    /** Begin the transaction and make it see a snapshot that another one holds. */
    static ExportedSnapshot share(Connection connection, SnapshotSettings settings, SharedSnapshot shared)
            throws SQLException {
        if (settings.serializableDeferrable()) {
            throw new ExportException(
                            Kind.CONFIGURATION, "a snapshot that exports share is not one that was waited for")
                    .withAdvice("leave out --serializable-deferrable");
        }
        PinnedTransaction.begin(connection, Isolation.REPEATABLE_READ, settings.lockTimeout());
        PinnedTransaction.requireSnapshot(connection, shared.name());
        PinnedTransaction.restrictRelationKinds(connection);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.transaction_timestamp()::pg_catalog.text")) {
            row.next();
            return new ExportedSnapshot(shared.name(), shared.moment(), row.getString(1), Optional.of(shared));
        }
    }
}
