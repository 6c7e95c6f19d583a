package dev.pgexport.postgres.snapshot;

import dev.pgexport.api.CancellationToken;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.Finding;
import dev.pgexport.api.Selection;
import dev.pgexport.api.manifest.LeftOut;
import dev.pgexport.postgres.catalog.CatalogScan;
import dev.pgexport.postgres.connection.ConnectionDiagnosis;
import dev.pgexport.postgres.connection.Database;
import dev.pgexport.postgres.connection.PostgresFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at everything that an export's snapshot needs of a database, without waiting for a lock and without taking one
 * that anyone could wait for.
 */
public final class CatalogDiagnosis {
    private static final String CONNECTION = "connection";
    private static final int LEFT_OUT_LIMIT = 20;

    private final Database database;
    private final SnapshotSettings settings;
    private final Selection selection;
    private final List<Finding> findings = new ArrayList<>();

    private CatalogDiagnosis(Database database, SnapshotSettings settings, Selection selection) {
        this.database = database;
        this.settings = settings;
        this.selection = selection;
    }

    /**
     * Diagnose; what is wrong is a finding, not an exception.
     *
     * @param connections how many connections the export opens at once, that of the coordinator and those of the workers
     * @throws InterruptedException when cancelled
     */
    public static List<Finding> of(
            Database database,
            SnapshotSettings settings,
            Selection selection,
            int connections,
            CancellationToken cancellation)
            throws InterruptedException {
        CatalogDiagnosis diagnosis = new CatalogDiagnosis(database, settings, selection);
        Cancelling.requireNot(cancellation);
        try (Connection connection = database.connect();
                Cancelling cancelling = Cancelling.start(connection, cancellation)) {
            cancelling.requireNotCancelled();
            diagnosis.look(connection, connections);
        } catch (SQLException e) {
            Cancelling.requireNot(cancellation);
            diagnosis.add("database", PostgresFailure.of(e, "look at " + database));
        } catch (ExportException e) {
            Cancelling.requireNot(cancellation);
            diagnosis.add(diagnosis.findings.isEmpty() ? CONNECTION : "snapshot", e);
        }
        return List.copyOf(diagnosis.findings);
    }

    /** Return whether the server was reached, so that it can be asked for more. */
    public static boolean connected(List<Finding> findings) {
        return findings.stream()
                .anyMatch(finding -> finding.subject().equals(CONNECTION) && finding.status() == Finding.Status.OK);
    }

    private void look(Connection connection, int connections) throws SQLException {
        findings.add(Finding.ok(CONNECTION, database.toString()));
        findings.add(ConnectionDiagnosis.encryption(connection));
        ServerChecks server = ServerChecks.of(connection);
        findings.add(server.version());
        if (server.tooOld()) {
            return;
        }
        findings.add(server.role());
        findings.add(server.clock());
        findings.add(server.connections(connections));
        ServerIdentity identity = ServerIdentity.of(connection);
        ExportedSnapshot snapshot = ExportedSnapshot.take(connection, withoutWaiting(identity), identity.standby());
        findings.add(Finding.ok("snapshot", "taken and exported as " + snapshot.name()));
        Optional<CatalogScan> scan = scan(connection, identity);
        if (scan.isPresent()) {
            addAccess(scan.get());
            findings.add(server.lockTable(scan.get().lockable().size()));
            addBlockers(connection, scan.get());
            addLeftOut(scan.get());
        }
        connection.rollback();
    }

    /** A serializable snapshot may be long in coming; whether there can be one is known at once. */
    private SnapshotSettings withoutWaiting(ServerIdentity identity) {
        return identity.standby()
                ? settings
                : new SnapshotSettings(settings.lockTimeout(), settings.maxDuration(), false);
    }

    private Optional<CatalogScan> scan(Connection connection, ServerIdentity identity) throws SQLException {
        try {
            return Optional.of(CatalogScan.of(connection, selection, identity.standby()));
        } catch (ExportException e) {
            add("selection", e);
            return Optional.empty();
        }
    }

    private void addAccess(CatalogScan scan) {
        long tables = scan.tablesWithData();
        findings.add(
                tables == 0 && !selection.schemaOnly()
                        ? Finding.warning("selection", "no table's rows are selected", "perhaps check the patterns")
                        : Finding.ok(
                                "selection",
                                "tables with rows: " + tables + ", sequences: " + scan.sequencesWithValues()));
        Optional<ExportException> missing = scan.missingRights();
        Optional<ExportException> hidden = scan.hiddenRows();
        missing.ifPresent(failure -> add("rights", failure));
        hidden.ifPresent(failure -> add("row-level security", failure));
        if (missing.isEmpty() && hidden.isEmpty()) {
            findings.add(Finding.ok("rights", "all that is selected may be read"));
        }
    }

    private void addBlockers(Connection connection, CatalogScan scan) throws SQLException {
        List<BlockingSession> exclusive =
                BlockingSession.ofTables(connection, scan.lockable().keySet());
        findings.add(
                exclusive.isEmpty()
                        ? Finding.ok("locks", "no session keeps a selected table locked")
                        : Finding.warning(
                                "locks",
                                "selected tables are locked by " + BlockingSession.describe(exclusive),
                                "perhaps wait until that is done: the export waits for at most "
                                        + settings.lockTimeout().toSeconds() + " s (--lock-timeout)"));
        List<BlockingSession> old = BlockingSession.ofLongTransactions(connection);
        findings.add(
                old.isEmpty()
                        ? Finding.ok("transactions", "none has been open for long")
                        : Finding.warning(
                                "transactions",
                                "open for long: " + BlockingSession.describe(old),
                                "perhaps end them: what they lock later the export waits for, and a serializable snapshot"
                                        + " waits for them"));
    }

    private void addLeftOut(CatalogScan scan) {
        for (LeftOut leftOut : scan.leftOut().stream().limit(LEFT_OUT_LIMIT).toList()) {
            findings.add(Finding.ok("left out", leftOut.kind() + " " + leftOut.name() + ": " + leftOut.reason()));
        }
        int more = scan.leftOut().size() - LEFT_OUT_LIMIT;
        if (more > 0) {
            findings.add(Finding.ok("left out", more + " more, which the manifest would name"));
        }
    }

    private void add(String subject, ExportException failure) {
        findings.add(Finding.failure(
                subject,
                String.valueOf(failure.getMessage()),
                failure.advice().orElse("perhaps look at the server's log")));
    }
}
