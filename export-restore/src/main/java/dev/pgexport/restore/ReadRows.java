package dev.pgexport.restore;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.manifest.ManifestTable;
import dev.pgexport.api.read.ReaderPlugin;
import dev.pgexport.api.read.RowRun;
import dev.pgexport.engine.read.ReadExport;
import dev.pgexport.engine.read.ReadRunner;
import dev.pgexport.postgres.catalog.SqlIdentifier;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Loads the rows that an export's reader gives: each run of it in a transaction, which is committed when the engine has
 * found the run's objects and rows right.
 */
final class ReadRows {
    private final RestorableExport export;
    private final RowsTarget rows;
    private final RestoreProgress progress;

    ReadRows(RestorableExport export, RowsTarget rows, RestoreProgress progress) {
        this.export = export;
        this.rows = rows;
        this.progress = progress;
    }

    private ReaderPlugin reader() {
        Manifest manifest = export.manifest();
        return export.reader()
                .orElseThrow(() -> manifest.reader()
                        .map(name -> new ExportException(Kind.CONFIGURATION, "there is no reader " + name)
                                .withAdvice("perhaps put the plugin into the plugin folder that made " + manifest.id()))
                        .orElseGet(() -> new ExportException(
                                Kind.CONFIGURATION,
                                "the rows of the export " + manifest.id() + " can be read by nothing here")));
    }

    void load(Wanted wanted, ReadRunner runner) throws InterruptedException {
        Set<TableName> missing = new TreeSet<>();
        for (ManifestTable table : wanted.withRows()) {
            List<ObjectName> objects = objects(table.description().name());
            if (objects.isEmpty() || !objects.stream().allMatch(rows::isDone)) {
                missing.add(table.description().name());
                takeBack(table.description().name(), objects);
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        ReadExport reading = new ReadExport(export.manifest(), reader(), export.stored(), missing, progress::read);
        try {
            runner.read(List.of(reading), (ignored, run) -> load(run));
        } catch (InterruptedException | RuntimeException e) {
            rows.target().sessions().abort();
            throw e;
        }
    }

    private List<ObjectName> objects(TableName table) {
        return export.manifest().objects().stream()
                .filter(object -> object.rows().containsKey(table))
                .map(ManifestObject::name)
                .toList();
    }

    /** Empty a table of which an interrupted restore has loaded some objects: its reader gives all of them again. */
    private void takeBack(TableName table, List<ObjectName> objects) throws InterruptedException {
        List<ObjectName> loaded = objects.stream().filter(rows::isDone).toList();
        if (loaded.isEmpty()) {
            return;
        }
        try {
            rows.target().sessions().transact("empty " + table, connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("TRUNCATE ONLY " + SqlIdentifier.quote(table));
                }
                RestoreRecord.forget(connection, loaded);
                return true;
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void load(RowRun run) throws IOException, InterruptedException {
        try {
            rows.target().sessions().transact("load " + run.objects().get(0).name(), connection -> {
                RowCopy copy = new RowCopy(connection);
                run.writeTo(copy);
                copy.finish();
                rows.record(
                        connection,
                        run.objects().stream().map(ManifestObject::name).toList());
                return true;
            });
        } catch (InterruptedIOException e) {
            throw (InterruptedException) new InterruptedException().initCause(e);
        }
    }
}
