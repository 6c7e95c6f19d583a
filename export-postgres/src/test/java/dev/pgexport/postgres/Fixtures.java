package dev.pgexport.postgres;

import dev.pgexport.api.CancellationToken;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.ExportListener;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.api.Selection;
import dev.pgexport.api.SharedSnapshot;
import dev.pgexport.postgres.catalog.Catalog;
import dev.pgexport.postgres.connection.ConnectionSettings;
import dev.pgexport.postgres.connection.Database;
import dev.pgexport.postgres.snapshot.SnapshotCoordinator;
import dev.pgexport.postgres.snapshot.SnapshotSettings;
import dev.pgexport.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the tests of snapshots and catalogs share. */
public final class Fixtures {
    private Fixtures() {}

    /** A run that a test can cancel. */
    public static final class Token implements CancellationToken {
        private final List<Runnable> actions = new CopyOnWriteArrayList<>();
        private volatile boolean cancelled;

        public void cancel() {
            cancelled = true;
            actions.forEach(Runnable::run);
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }

        @Override
        public Registration onCancel(Runnable action) {
            actions.add(action);
            if (cancelled) {
                action.run();
            }
            return () -> actions.remove(action);
        }
    }

    /** Remembers warnings. */
    public static final class Listener implements ExportListener {
        private final List<String> warnings = new CopyOnWriteArrayList<>();

        public List<String> warnings() {
            return List.copyOf(warnings);
        }

        @Override
        public void warning(String message) {
            warnings.add(message);
        }

        @Override
        public void progress(String phase, double fraction) {}
    }

    public static Database database(TestDatabase database) {
        return database(database, "postgres");
    }

    public static Database database(TestDatabase database, String user) {
        String uri = database.uri().toString().replace("postgres@", user + "@");
        return Database.resolve(new ConnectionSettings(Optional.of(uri)), Map.of());
    }

    public static SnapshotCoordinator open(TestDatabase database, Selection selection) throws InterruptedException {
        return open(database(database), SnapshotSettings.defaults(), selection);
    }

    public static SnapshotCoordinator open(Database database, SnapshotSettings settings, Selection selection)
            throws InterruptedException {
        return SnapshotCoordinator.open(database, settings, selection, new Token(), new Listener());
    }

    /** Open a snapshot that another one holds. */
    public static SnapshotCoordinator share(TestDatabase database, SnapshotSettings settings, SharedSnapshot shared)
            throws InterruptedException {
        ExportRequest request = new ExportRequest(
                new ExportId("test"),
                Selection.everything(),
                1,
                Path.of("unused"),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                new Token(),
                new Listener());
        return SnapshotCoordinator.open(database(database), settings, request.withSnapshot(shared));
    }

    public static Catalog catalog(TestDatabase database, Selection selection) throws InterruptedException {
        try (SnapshotCoordinator coordinator = open(database, selection)) {
            return coordinator.catalog();
        }
    }

    /** Select by pg_dump's arguments, as in {@code -t}, {@code re_*}. */
    public static Selection selection(List<String> arguments) {
        List<List<String>> patterns = List.of(
                values(arguments, "-t"),
                values(arguments, "-T"),
                values(arguments, "-n"),
                values(arguments, "-N"),
                values(arguments, "--exclude-table-data"));
        return new Selection(
                patterns.get(0),
                patterns.get(1),
                patterns.get(2),
                patterns.get(3),
                patterns.get(4),
                arguments.contains("--strict-names"),
                arguments.contains("--data-only"),
                arguments.contains("--schema-only"));
    }

    private static List<String> values(List<String> arguments, String option) {
        List<String> values = new CopyOnWriteArrayList<>();
        for (int i = 0; i < arguments.size() - 1; i++) {
            if (arguments.get(i).equals(option)) {
                values.add(arguments.get(i + 1));
            }
        }
        return values;
    }
}
