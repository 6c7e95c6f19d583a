package dev.pgexport.pgdump;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportObject;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Written;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;

/** A file of a staged dump. It is decoded while it is written, so that what is cut off is noticed. */
final class StagedFile implements ExportObject {
    private final StagedDump.File file;
    private final Snapshot snapshot;
    private final ActiveWriters writers;

    StagedFile(StagedDump.File file, Snapshot snapshot, ActiveWriters writers) {
        this.file = file;
        this.snapshot = snapshot;
        this.writers = writers;
    }

    @Override
    public ObjectName name() {
        return DumpNames.staged(file.path().getFileName().toString());
    }

    @Override
    public long estimatedBytes() {
        return file.bytes();
    }

    @Override
    public boolean compressible() {
        return false;
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public Written writeTo(OutputStream out) throws IOException, InterruptedException {
        writers.enter();
        try {
            snapshot.requireOpen();
            snapshot.confirm();
            return copy(out);
        } finally {
            writers.leave();
        }
    }

    private Written copy(OutputStream out) throws IOException, InterruptedException {
        try (InputStream input = Files.newInputStream(file.path());
                PassingStream passing = new PassingStream(input, out)) {
            Written written = DumpFileReader.read(file.path().getFileName().toString(), file.content(), passing);
            if (passing.count() != file.bytes()) {
                throw new ExportException(
                        ExportException.Kind.INTEGRITY,
                        name() + " had " + file.bytes() + " bytes and now has " + passing.count());
            }
            return written;
        } catch (PassingStream.OutputFailure e) {
            throw e.original();
        }
    }
}
