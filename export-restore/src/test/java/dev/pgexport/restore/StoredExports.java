package dev.pgexport.restore;

import dev.pgexport.api.ExportId;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Selection;
import dev.pgexport.api.Sink;
import dev.pgexport.api.SourcePlugin;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.read.ReaderPlugin;
import dev.pgexport.copy.CopyPlugin;
import dev.pgexport.engine.Cancellation;
import dev.pgexport.engine.ConfiguredSource;
import dev.pgexport.engine.ExportRunner;
import dev.pgexport.engine.RunProgress;
import dev.pgexport.engine.RunRequest;
import dev.pgexport.engine.RunSettings;
import dev.pgexport.engine.settings.SettingsBinder;
import dev.pgexport.filesystem.FilesystemSettings;
import dev.pgexport.filesystem.FilesystemSinkPlugin;
import dev.pgexport.pgdump.PgDumpPlugin;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** Real exports, stored in a folder. */
final class StoredExports {
    /** The newest server that the pg_dump of the machine can dump, and one before it. */
    static final int SERVER = 15;

    static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin"));

    private final Path folder;
    private final Map<String, String> settings = new HashMap<>();

    StoredExports(Path folder) {
        this.folder = folder;
    }

    static PostgresServer server(PostgresServers servers) {
        return servers.version(SERVER);
    }

    StoredExports set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    RestorableExport copy(TestDatabase database, String format) throws InterruptedException {
        return copy(database, format, Selection.everything());
    }

    RestorableExport copy(TestDatabase database, String format, Selection selection) throws InterruptedException {
        return store(new CopyPlugin(), database, Map.of("copy.format", format, "copy.part-size", "1MiB"), selection);
    }

    RestorableExport pgdump(TestDatabase database, String mode) throws InterruptedException {
        return store(new PgDumpPlugin(), database, Map.of("pgdump.mode", mode), Selection.everything());
    }

    private <C extends Record> RestorableExport store(
            SourcePlugin<C> plugin, TestDatabase database, Map<String, String> ofPlugin, Selection selection)
            throws InterruptedException {
        Map<String, String> all = new HashMap<>(settings);
        all.put("from", database.uri().toString());
        all.putAll(ofPlugin);
        Sink sink = new FilesystemSinkPlugin()
                .open(
                        SettingsBinder.bind(FilesystemSettings.class, Map.of()),
                        folder.resolve("exports").toUri());
        Manifest manifest = new ExportRunner()
                .run(new RunRequest(
                        new ExportId("export-" + plugin.name() + "-"
                                + String.join("-", ofPlugin.values()).toLowerCase(java.util.Locale.ROOT)),
                        new ConfiguredSource<>(plugin, SettingsBinder.bind(plugin.settings(), all), Map.of()),
                        sink,
                        selection,
                        RunSettings.defaults(),
                        ENVIRONMENT,
                        Optional.empty(),
                        "test",
                        new Cancellation(),
                        event -> {},
                        new RunProgress()))
                .manifest();
        return new RestorableExport(manifest, sink::open, reader(manifest));
    }

    private static Optional<ReaderPlugin> reader(Manifest manifest) {
        return ServiceLoader.load(ReaderPlugin.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(reader -> manifest.reader().equals(Optional.of(reader.name())))
                .findFirst();
    }

    /** Return the file of an object. */
    Path file(RestorableExport export, ObjectName object) {
        return folder.resolve("exports").resolve(export.manifest().id().value()).resolve(object.value());
    }

    /** Return the files of a table's objects. */
    List<Path> files(RestorableExport export, String table) {
        return export.manifest().objects().stream()
                .filter(object -> object.name().value().contains("data/" + table + "/"))
                .map(object -> file(export, object.name()))
                .toList();
    }
}
