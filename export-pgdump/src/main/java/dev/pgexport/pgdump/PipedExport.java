package dev.pgexport.pgdump;

import dev.pgexport.api.Export;
import dev.pgexport.api.ExportObject;
import dev.pgexport.api.Selection;
import dev.pgexport.api.manifest.ExportDescription;
import java.util.Iterator;
import java.util.List;

/** An export whose one object is what pg_dump writes to its standard output. */
final class PipedExport implements Export {
    private final Snapshot snapshot;
    private final ActiveWriters writers = new ActiveWriters();
    private final ExportDescription description;
    private final PipedDump dump;

    PipedExport(Snapshot snapshot, DumpCommand command, PgDumpMode mode, Selection selection) {
        this.snapshot = snapshot;
        this.description = snapshot.describe(selection, mode);
        this.dump = new PipedDump(snapshot, writers, command, mode);
    }

    @Override
    public ExportDescription description() {
        return description;
    }

    @Override
    public long estimatedBytes() {
        return dump.estimatedBytes();
    }

    @Override
    public Iterator<ExportObject> objects() {
        return List.<ExportObject>of(dump).iterator();
    }

    @Override
    public void confirm() {
        snapshot.confirm();
    }

    @Override
    public void close() {
        writers.close();
        snapshot.close();
    }
}
