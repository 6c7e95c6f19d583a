package dev.pgexport.pgdump;

import dev.pgexport.api.Export;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.ExportListener;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.api.Selection;
import dev.pgexport.engine.Cancellation;
import dev.pgexport.engine.settings.SettingsBinder;
import dev.pgexport.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Opens exports of a database as a test wants them. */
final class TestExport {
    private final Map<String, String> settings = new HashMap<>();
    private final Path scratch;
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private Selection selection = Selection.everything();

    TestExport(TestDatabase database, String mode, Path scratch) {
        this.scratch = scratch;
        settings.put("from", database.uri().toString());
        settings.put("pgdump.mode", mode);
    }

    TestExport program(Path program) {
        settings.put("pgdump.bin", program.toString());
        return this;
    }

    TestExport from(String uri) {
        settings.put("from", uri);
        return this;
    }

    TestExport selection(Selection wanted) {
        selection = wanted;
        return this;
    }

    List<String> warnings() {
        return warnings;
    }

    ExportRequest request() {
        return new ExportRequest(
                new ExportId("test"),
                selection,
                2,
                scratch,
                InstalledPgDump.ENVIRONMENT,
                Optional.empty(),
                Optional.empty(),
                new Cancellation(),
                new ExportListener() {
                    @Override
                    public void warning(String message) {
                        warnings.add(message);
                    }

                    @Override
                    public void progress(String phase, double fraction) {}
                });
    }

    PgDumpSettings settings() {
        return SettingsBinder.bind(PgDumpSettings.class, settings);
    }

    Export open() throws InterruptedException {
        return new PgDumpPlugin().open(settings(), request());
    }
}
