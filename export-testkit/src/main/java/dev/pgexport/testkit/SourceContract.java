package dev.pgexport.testkit;

import dev.pgexport.api.CancellationToken;
import dev.pgexport.api.Export;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.ExportListener;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.api.Inspection;
import dev.pgexport.api.InspectionRequest;
import dev.pgexport.api.Selection;
import dev.pgexport.api.SourcePlugin;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.engine.settings.SettingsBinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every source promises. Subclass it in the tests of a source, and name the plugin:
 *
 * <pre>{@code
 * class MySourceTest extends SourceContract {
 *     protected SourcePlugin<?> plugin() {
 *         return new MySourcePlugin();
 *     }
 * }
 * }</pre>
 *
 * <p>The tests export {@link SampleDatabase}, about 20 MB, on the newest server, some thirty times.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(PostgresExtension.class)
public abstract class SourceContract
        implements SourceObjectContract, SourceFailureContract, SourceInspectionContract, SourceReleaseContract {

    private final List<Export> opened = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    private TestDatabase database;

    /** Return the plugin. */
    protected abstract SourcePlugin<?> plugin();

    /** Return the settings by key; all others have their defaults. */
    protected Map<String, String> settings(TestDatabase database) {
        return Map.of("from", database.uri().toString());
    }

    /** Return the major version of the server that is exported. */
    protected int serverVersion(PostgresServers servers) {
        return servers.newest().version();
    }

    @BeforeAll
    final void createDatabase(PostgresServers servers) {
        database = servers.version(serverVersion(servers)).createDatabase();
        SampleDatabase.load(database);
    }

    @AfterAll
    final void dropDatabase() {
        database.close();
    }

    @AfterEach
    final void closeWhatWasOpened() {
        opened.forEach(Export::close);
        opened.clear();
    }

    @Override
    public final TestDatabase database() {
        return database;
    }

    @Override
    public final Path scratch() {
        return folder.resolve("scratch");
    }

    @Override
    public final Export openExport(CancellationToken cancellation) throws InterruptedException {
        Export export = open(
                plugin(),
                settings(database),
                new ExportRequest(
                        new ExportId("contract"),
                        Selection.everything(),
                        2,
                        scratch(),
                        environment(),
                        Optional.empty(),
                        Optional.empty(),
                        cancellation,
                        new Silence()));
        opened.add(export);
        return export;
    }

    private static <C extends Record> Export open(
            SourcePlugin<C> plugin, Map<String, String> settings, ExportRequest request) throws InterruptedException {
        return plugin.open(SettingsBinder.bind(plugin.settings(), settings), request);
    }

    @Override
    public final Inspection openInspection(Manifest manifest) {
        return inspect(plugin(), settings(database), new InspectionRequest(manifest, scratch(), environment()));
    }

    private static <C extends Record> Inspection inspect(
            SourcePlugin<C> plugin, Map<String, String> settings, InspectionRequest request) {
        return plugin.inspect(SettingsBinder.bind(plugin.settings(), settings), request);
    }

    /** The developer's own PG* variables must not change what is tested. */
    private static Map<String, String> environment() {
        return Map.of("PATH", Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin"));
    }

    private static final class Silence implements ExportListener {
        @Override
        public void warning(String message) {}

        @Override
        public void progress(String phase, double fraction) {}
    }
}
