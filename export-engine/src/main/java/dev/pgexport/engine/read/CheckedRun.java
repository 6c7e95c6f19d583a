package dev.pgexport.engine.read;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.read.RowConsumer;
import dev.pgexport.api.read.RowRun;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** A run that is complete only when its objects and its numbers of rows are as the manifest says. */
final class CheckedRun implements RowRun {
    private final ReadExport export;
    private final RowRun run;
    private final CheckedObjects objects;
    private final AtomicLong rows;

    /** @param rows is increased by the rows that were read */
    CheckedRun(ReadExport export, RowRun run, CheckedObjects objects, AtomicLong rows) {
        this.export = export;
        this.run = run;
        this.objects = objects;
        this.rows = rows;
    }

    @Override
    public List<ManifestObject> objects() {
        return run.objects();
    }

    @Override
    public Set<TableName> tables() {
        return run.tables();
    }

    @Override
    public void writeTo(RowConsumer consumer) throws IOException, InterruptedException {
        CountingConsumer counting = new CountingConsumer(run.tables(), consumer);
        run.writeTo(counting);
        objects.requireComplete(run.objects());
        for (TableName table : run.tables()) {
            long expected = run.objects().stream()
                    .mapToLong(object -> object.rows().getOrDefault(table, 0L))
                    .sum();
            long found = counting.rows(table);
            if (found != expected) {
                throw new ExportException(
                        Kind.INTEGRITY,
                        export.manifest().id().resolve(run.objects().get(0).name()) + " is damaged: " + expected
                                + " rows of " + table + " expected, " + found);
            }
            rows.addAndGet(found);
        }
    }
}
