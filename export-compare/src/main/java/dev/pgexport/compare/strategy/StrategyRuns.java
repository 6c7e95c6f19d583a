package dev.pgexport.compare.strategy;

import dev.pgexport.api.Authentication;
import dev.pgexport.api.CancellationToken;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportListener;
import dev.pgexport.api.Selection;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.engine.ExportRunner;
import dev.pgexport.engine.RunRequest;
import dev.pgexport.postgres.connection.ConnectionSettings;
import dev.pgexport.postgres.connection.Database;
import dev.pgexport.postgres.snapshot.SnapshotCoordinator;
import dev.pgexport.postgres.snapshot.SnapshotSettings;
import java.util.Map;
import java.util.Optional;

/**
 * Makes exports of one database by several strategies, one after the other: in one snapshot, held until closed, and
 * measured.
 */
public final class StrategyRuns implements AutoCloseable {
    private final Optional<Database> database;
    private final Optional<SnapshotCoordinator> snapshot;

    private StrategyRuns(Optional<Database> database, Optional<SnapshotCoordinator> snapshot) {
        this.database = database;
        this.snapshot = snapshot;
    }

    /**
     * Take the snapshot, and lock what is exported until closed.
     *
     * @param from the database, as {@code --from} names it; empty for libpq's variables
     * @param environment the process's environment, with its PG* variables
     * @param authentication says who to be at the database; stays open
     * @param selection which objects of the database
     * @param cancellation stops it
     * @throws ExportException when it cannot be taken
     * @throws InterruptedException when cancelled meanwhile
     */
    public static StrategyRuns open(
            Optional<String> from,
            Map<String, String> environment,
            Optional<Authentication> authentication,
            Selection selection,
            CancellationToken cancellation,
            ExportListener listener)
            throws InterruptedException {
        Database database = Database.resolve(new ConnectionSettings(from), environment, authentication);
        return new StrategyRuns(
                Optional.of(database),
                Optional.of(SnapshotCoordinator.open(
                        database, SnapshotSettings.defaults(), selection, cancellation, listener)));
    }

    /** Do with what the strategies have in common when none of them connects to the database: nothing is held. */
    public static StrategyRuns apart() {
        return new StrategyRuns(Optional.empty(), Optional.empty());
    }

    /**
     * Make an export, of the snapshot if its strategy can share that, and measure what it takes. One after the other: each
     * is measured as if it were alone.
     *
     * @throws ExportException when it fails, of kind EXPORT_LOST when the snapshot is lost
     * @throws InterruptedException when the run was cancelled or this thread interrupted
     */
    public MeasuredExport run(ExportRunner runner, RunRequest request) throws InterruptedException {
        RunRequest sharing = snapshot.isPresent() && request.source().plugin().readsSharedSnapshots()
                ? request.withSnapshot(snapshot.get().shared())
                : request;
        try (Measurement measurement = Measurement.start(sharing, database)) {
            Manifest manifest = runner.run(sharing).manifest();
            return new MeasuredExport(manifest, measurement.end(manifest));
        }
    }

    /** Release the snapshot and its locks. */
    @Override
    public void close() {
        snapshot.ifPresent(SnapshotCoordinator::close);
    }
}
