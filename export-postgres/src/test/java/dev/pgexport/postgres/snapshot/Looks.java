package dev.pgexport.postgres.snapshot;

import dev.pgexport.api.ExportId;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.api.Selection;
import dev.pgexport.api.SourceState;
import dev.pgexport.postgres.Fixtures;
import dev.pgexport.postgres.connection.Database;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fingerprints of a database: of an export, and of a later look. */
final class Looks {
    private Looks() {}

    /** Start a server on which nothing happens but what a test does. */
    static PostgresServer quietServer(int version) {
        return PostgresServer.start(
                version,
                Map.of("autovacuum", "off", "max_prepared_transactions", "10", "checkpoint_timeout", "1h"),
                List.of());
    }

    static Optional<Map<String, String>> exported(TestDatabase database) throws InterruptedException {
        try (SnapshotCoordinator coordinator = Fixtures.open(database, Selection.everything())) {
            return coordinator.source().fingerprint();
        }
    }

    static Optional<Map<String, String>> now(TestDatabase database) throws InterruptedException {
        return look(Fixtures.database(database), Optional.empty()).fingerprint();
    }

    static SourceState look(Database database, Optional<String> task) throws InterruptedException {
        return SourceLook.of(database, SnapshotSettings.defaults(), request(task));
    }

    static ExportRequest request(Optional<String> task) {
        return new ExportRequest(
                        new ExportId("test"),
                        Selection.everything(),
                        1,
                        Path.of("unused"),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        new Fixtures.Token(),
                        new Fixtures.Listener())
                .withTask(task);
    }
}
