package dev.pgexport.engine.read;

import dev.pgexport.api.CancellationToken;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.read.ReadRequest;
import dev.pgexport.api.read.Reading;
import dev.pgexport.engine.internal.Interruption;
import dev.pgexport.engine.internal.Workers;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the rows of exports, several runs at once. Thread-safe. */
public final class ReadRunner {
    private final int jobs;
    private final Path scratch;
    private final Map<String, String> environment;
    private final CancellationToken cancellation;

    /**
     * Make a runner.
     *
     * @param jobs how many runs are read at once, 1 or more
     * @param scratch the folder below which temporary files may be made; it need not exist
     * @param environment the process's environment
     * @param cancellation stops it
     */
    public ReadRunner(int jobs, Path scratch, Map<String, String> environment, CancellationToken cancellation) {
        if (jobs < 1) {
            throw new IllegalArgumentException("jobs is 1 or more: " + jobs);
        }
        this.jobs = jobs;
        this.scratch = scratch;
        this.environment = Map.copyOf(environment);
        this.cancellation = cancellation;
    }

    /**
     * Read every row of the exports' wanted tables. A normal return means that all of them came, as the manifests count
     * them, and that every object read has the manifest's size and checksum. Runs of different exports take turns.
     *
     * @throws ExportException of kind INTEGRITY when an export is not what its manifest says; and what a task throws
     * @throws InterruptedException when it was cancelled or this thread interrupted
     */
    @SuppressWarnings("try") // the resource works by being open
    public void read(List<ReadExport> exports, ReadTask task) throws InterruptedException {
        List<OpenReading> opened = new ArrayList<>();
        try (Interruption interruption = Interruption.on(cancellation)) {
            for (ReadExport export : exports) {
                opened.add(open(export));
            }
            Workers<OpenReading.Run> workers = new Workers<>("read", jobs, () -> opened.forEach(OpenReading::close));
            workers.run(new TakingTurns(opened), run -> perform(run, task));
            opened.forEach(OpenReading::requireAllRows);
        } finally {
            opened.forEach(OpenReading::close);
        }
    }

    private OpenReading open(ReadExport export) throws InterruptedException {
        CheckedObjects objects = new CheckedObjects(export);
        try {
            Reading reading = export.reader()
                    .open(new ReadRequest(
                            export.manifest(), export.tables(), objects, scratch, environment, cancellation));
            return new OpenReading(export, reading, objects);
        } catch (InterruptedIOException e) {
            throw interrupted(export, e);
        } catch (IOException e) {
            throw failure(export, e);
        }
    }

    private static void perform(OpenReading.Run run, ReadTask task) throws InterruptedException {
        try {
            task.perform(run.export(), run.rows());
        } catch (InterruptedIOException e) {
            throw interrupted(run.export(), e);
        } catch (IOException e) {
            throw failure(run.export(), e);
        }
    }

    private static ExportException failure(ReadExport export, IOException e) {
        return new ExportException(
                Kind.UNAVAILABLE, "reading the rows of " + export.manifest().id() + " failed: " + e.getMessage(), e);
    }

    private static InterruptedException interrupted(ReadExport export, InterruptedIOException cause) {
        Thread.interrupted();
        InterruptedException interrupt = new InterruptedException(
                "interrupted while reading " + export.manifest().id());
        interrupt.initCause(cause);
        return interrupt;
    }
}
