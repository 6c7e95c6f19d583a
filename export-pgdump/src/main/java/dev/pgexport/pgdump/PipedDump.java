package dev.pgexport.pgdump;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportObject;
import dev.pgexport.api.ObjectContent;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Written;
import dev.pgexport.postgres.archive.ArchiveWalker;
import dev.pgexport.postgres.archive.DumpWalker;
import dev.pgexport.postgres.archive.PlainDumpWalker;
import dev.pgexport.postgres.program.ChildProcess;
import dev.pgexport.postgres.program.ExitStatus;
import dev.pgexport.postgres.program.PgDumpFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What pg_dump writes to its standard output, followed byte by byte: it is complete only when the follower says so. */
final class PipedDump implements ExportObject {
    private static final Logger LOG = LoggerFactory.getLogger(PipedDump.class);
    private static final int BUFFER = 128 * 1024;

    private final Snapshot snapshot;
    private final ActiveWriters writers;
    private final DumpCommand command;
    private final PgDumpMode mode;

    PipedDump(Snapshot snapshot, ActiveWriters writers, DumpCommand command, PgDumpMode mode) {
        this.snapshot = snapshot;
        this.writers = writers;
        this.command = command;
        this.mode = mode;
    }

    @Override
    public ObjectName name() {
        return DumpNames.piped(snapshot.databaseName(), mode);
    }

    @Override
    public long estimatedBytes() {
        return snapshot.bytes();
    }

    @Override
    public boolean compressible() {
        return true;
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public ObjectContent content() {
        return mode == PgDumpMode.STREAM ? new ObjectContent.Dump() : new ObjectContent.Other();
    }

    @Override
    public Written writeTo(OutputStream out) throws IOException, InterruptedException {
        writers.enter();
        try {
            return dump(out);
        } finally {
            writers.leave();
        }
    }

    private Written dump(OutputStream out) throws IOException, InterruptedException {
        ChildProcess child = snapshot.start(command.piped(mode));
        try {
            DumpWalker walker = mode == PgDumpMode.PLAIN ? new PlainDumpWalker() : new ArchiveWalker();
            pass(child, walker, out);
            ExitStatus status = snapshot.await(child);
            if (!status.isSuccess()) {
                throw snapshot.explain(PgDumpFailure.of(command.program().toString(), status, child.errors()));
            }
            Written written = new DumpedTables(snapshot.tablesWithData()).check(walker.finish(), child.errors());
            LOG.atDebug().addKeyValue("tables", written.rows().size()).log("dump complete");
            return written;
        } finally {
            snapshot.ended(child);
        }
    }

    private void pass(ChildProcess child, DumpWalker walker, OutputStream out)
            throws IOException, InterruptedException {
        byte[] buffer = new byte[BUFFER];
        for (int count = read(child, buffer); count >= 0; count = read(child, buffer)) {
            try {
                walker.accept(buffer, 0, count);
            } catch (ExportException e) {
                throw withErrors(e, child);
            }
            out.write(buffer, 0, count);
        }
    }

    private int read(ChildProcess child, byte[] buffer) throws InterruptedException {
        InputStream output = child.output();
        try {
            int count = output.read(buffer);
            snapshot.requireOpen();
            return count;
        } catch (IOException e) {
            snapshot.requireOpen();
            throw new ExportException(
                    ExportException.Kind.UNAVAILABLE, "cannot read the output of " + command.program(), e);
        }
    }

    private static ExportException withErrors(ExportException failure, ChildProcess child) {
        String errors = child.errors();
        return errors.isBlank()
                ? failure
                : new ExportException(
                        failure.kind(),
                        failure.getMessage() + "; pg_dump says: " + PgDumpFailure.shown(errors),
                        failure);
    }
}
