package dev.pgexport.copy.internal;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.postgres.archive.ArchiveWalker;
import dev.pgexport.postgres.program.ChildProcess;
import dev.pgexport.postgres.program.ExitStatus;
import dev.pgexport.postgres.program.PgDumpFailure;
import dev.pgexport.postgres.program.PgDumpSearch;
import dev.pgexport.postgres.program.ProgramEnvironment;
import dev.pgexport.postgres.program.ProgramSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the archive of a schema: by its structure and, where there is a pg_restore, by that. */
final class SchemaCheck {
    private static final int BUFFER = 64 * 1024;

    private final ProgramSettings settings;
    private final Map<String, String> environment;

    SchemaCheck(ProgramSettings settings, Map<String, String> environment) {
        this.settings = settings;
        this.environment = ProgramEnvironment.of(environment, Map.of());
    }

    /**
     * Read an archive to its end.
     *
     * @throws ExportException of kind INTEGRITY when it is not whole
     */
    void check(InputStream archive) throws IOException, InterruptedException {
        Optional<Path> restore = restore();
        if (restore.isEmpty()) {
            walk(archive, OutputStream.nullOutputStream());
            return;
        }
        List<String> command = List.of(restore.get().toString(), "--file=/dev/null");
        try (ChildProcess child = ChildProcess.startWithInput(command, environment)) {
            boolean heard = feed(archive, child);
            ExitStatus status = child.await();
            // An older pg_restore than the pg_dump that wrote it knows nothing about the archive.
            if (!child.errors().contains("unsupported version") && (!status.isSuccess() || !heard)) {
                throw new ExportException(
                        // A kill from outside says nothing about the archive.
                        status.isSignal() ? Kind.UNAVAILABLE : Kind.INTEGRITY,
                        "pg_restore cannot read the schema, it " + status + ": " + PgDumpFailure.shown(child.errors()));
            }
        }
    }

    private Optional<Path> restore() throws InterruptedException {
        return PgDumpSearch.search(settings, 0, environment) instanceof PgDumpSearch.Found found
                ? found.program().restore()
                : Optional.empty();
    }

    /** Read the archive, and let the child read along; return whether it read to the end. */
    private static boolean feed(InputStream archive, ChildProcess child) throws IOException, InterruptedException {
        Tee tee = new Tee(child.input());
        walk(archive, tee);
        tee.close();
        return !tee.broken;
    }

    private static void walk(InputStream archive, OutputStream copy) throws IOException, InterruptedException {
        ArchiveWalker walker = new ArchiveWalker();
        byte[] buffer = new byte[BUFFER];
        for (int count = archive.read(buffer); count >= 0; count = archive.read(buffer)) {
            walker.accept(buffer, 0, count);
            copy.write(buffer, 0, count);
        }
        walker.finish();
    }

    /** Passes bytes on as long as someone reads them: a pg_restore that gave up says why by itself. */
    private static final class Tee extends OutputStream {
        private final OutputStream out;
        private boolean broken;

        Tee(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (!broken) {
                attempt(() -> out.write(bytes, offset, length));
            }
        }

        @Override
        public void close() {
            attempt(out::close);
        }

        private void attempt(Step step) {
            try {
                step.run();
            } catch (IOException e) {
                broken = true;
            }
        }

        private interface Step {
            void run() throws IOException;
        }
    }
}
