package dev.pgexport.pgdump;

import dev.pgexport.api.Export;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportObject;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.api.manifest.ExportDescription;
import dev.pgexport.postgres.program.ScratchFolder;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/** An export whose objects are the files of a directory that pg_dump has made in scratch space. */
final class StagedExport implements Export {
    private final Snapshot snapshot;
    private final ScratchFolder scratch;
    private final ActiveWriters writers = new ActiveWriters();
    private final ExportDescription description;
    private final List<StagedFile> files;

    private StagedExport(Snapshot snapshot, ScratchFolder scratch, StagedDump dump, ExportRequest request) {
        this.snapshot = snapshot;
        this.scratch = scratch;
        this.description = snapshot.describe(request.selection(), PgDumpMode.STAGED);
        this.files = dump.files().stream()
                .map(file -> new StagedFile(file, snapshot, writers))
                .sorted(Comparator.comparingLong(StagedFile::estimatedBytes)
                        .reversed()
                        .thenComparing(StagedFile::name))
                .toList();
        dump.warnings().forEach(request.listener()::warning);
    }

    /** Let pg_dump write the directory. When that fails, nothing of it is left, and the snapshot stays open. */
    static StagedExport open(Snapshot snapshot, DumpCommand command, ExportRequest request)
            throws InterruptedException {
        ScratchRoom.require(request.scratch(), snapshot.bytes());
        ScratchFolder scratch = ScratchFolder.create(request.scratch());
        try {
            return new StagedExport(
                    snapshot, scratch, StagedDump.make(snapshot, command, scratch.path(), request), request);
        } catch (ExportException | InterruptedException | Error e) {
            scratch.close();
            throw e;
        }
    }

    @Override
    public ExportDescription description() {
        return description;
    }

    @Override
    public long estimatedBytes() {
        return files.stream().mapToLong(StagedFile::estimatedBytes).sum();
    }

    @Override
    public Iterator<ExportObject> objects() {
        return List.<ExportObject>copyOf(files).iterator();
    }

    @Override
    public void confirm() {
        snapshot.confirm();
    }

    @Override
    public void close() {
        writers.close();
        snapshot.close();
        scratch.close();
    }
}
