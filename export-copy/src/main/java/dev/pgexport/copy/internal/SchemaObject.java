package dev.pgexport.copy.internal;

import dev.pgexport.api.ExportObject;
import dev.pgexport.api.ObjectContent;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Written;
import dev.pgexport.postgres.archive.ArchiveWalker;
import dev.pgexport.postgres.program.ChildProcess;
import dev.pgexport.postgres.program.ExitStatus;
import dev.pgexport.postgres.program.PgDumpFailure;
import dev.pgexport.postgres.program.ProgramWarnings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** The schema, as an archive of pg_dump's in its custom format. */
record SchemaObject(Workers workers, Schema.Dump schema) implements ExportObject {
    static final ObjectName NAME = ObjectName.of("schema", "schema.dump");
    private static final int BUFFER = 64 * 1024;

    @Override
    public ObjectName name() {
        return NAME;
    }

    @Override
    public long estimatedBytes() {
        return 0;
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
        return new ObjectContent.Definitions();
    }

    @Override
    public Written writeTo(OutputStream out) throws IOException, InterruptedException {
        try (Worker worker = workers.makeRoom();
                ChildProcess dump = ChildProcess.start(schema.command(), schema.environment())) {
            worker.onStop(dump::cancel);
            try {
                return write(dump, out);
            } catch (IOException | RuntimeException e) {
                worker.requireRunning();
                throw e;
            }
        }
    }

    private Written write(ChildProcess dump, OutputStream out) throws IOException, InterruptedException {
        ArchiveWalker walker = new ArchiveWalker();
        byte[] buffer = new byte[BUFFER];
        InputStream archive = dump.output();
        for (int count = archive.read(buffer); count >= 0; count = archive.read(buffer)) {
            walker.accept(buffer, 0, count);
            out.write(buffer, 0, count);
        }
        ExitStatus status = dump.await();
        if (!status.isSuccess()) {
            throw PgDumpFailure.of(schema.program().toString(), status, dump.errors());
        }
        // Whatever its exit code says, the archive must be whole.
        walker.finish();
        return new Written(Map.of(), ProgramWarnings.of(dump.errors()));
    }
}
