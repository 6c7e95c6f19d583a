package dev.pgexport.copy;

import dev.pgexport.api.Export;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.ExportListener;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.api.Selection;
import dev.pgexport.api.setting.DataSize;
import dev.pgexport.engine.Cancellation;
import dev.pgexport.postgres.connection.ConnectionSettings;
import dev.pgexport.postgres.program.ProgramSettings;
import dev.pgexport.postgres.snapshot.SnapshotSettings;
import dev.pgexport.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Exports of test databases. */
final class CopyExports {
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private Selection selection = Selection.everything();
    private CopyFormat format = CopyFormat.CSV;
    private DataSize partSize = DataSize.ofMebibytes(256);
    private int jobs = 2;
    private Optional<Path> dump = Optional.empty();

    static CopyExports dataOnly() {
        return new CopyExports()
                .select(new Selection(List.of(), List.of(), List.of(), List.of(), List.of(), false, true, false));
    }

    CopyExports select(Selection selection) {
        this.selection = selection;
        return this;
    }

    CopyExports format(CopyFormat format) {
        this.format = format;
        return this;
    }

    CopyExports partSize(long bytes) {
        this.partSize = new DataSize(bytes);
        return this;
    }

    CopyExports jobs(int jobs) {
        this.jobs = jobs;
        return this;
    }

    CopyExports dump(Path dump) {
        this.dump = Optional.of(dump);
        return this;
    }

    List<String> warnings() {
        return warnings;
    }

    CopySettings settings(TestDatabase database) {
        return new CopySettings(
                new ConnectionSettings(Optional.of(database.uri().toString())),
                SnapshotSettings.defaults(),
                new ProgramSettings(dump),
                format,
                partSize);
    }

    ExportRequest request(Map<String, String> environment) {
        return new ExportRequest(
                new ExportId("copy-test"),
                selection,
                jobs,
                Path.of("unused"),
                environment,
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

    Export open(TestDatabase database) throws InterruptedException {
        return new CopyPlugin()
                .open(settings(database), request(Map.of("PATH", System.getenv().getOrDefault("PATH", "/usr/bin"))));
    }
}
