package dev.pgexport.engine.read;

import dev.pgexport.api.CancellationToken;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.engine.internal.Interruption;
import dev.pgexport.engine.internal.Workers;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads rows, several runs at once. Thread-safe. */
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
     * Read every wanted row. A normal return means that all of them came; of an export, as its manifest counts them, and
     * that every object read has the manifest's size and checksum. Runs of different sources take turns.
     *
     * @throws ExportException of kind INTEGRITY when an export is not what its manifest says; and what a task throws
     * @throws InterruptedException when it was cancelled or this thread interrupted
     */
    @SuppressWarnings("try") // the resource works by being open
    public <S extends RowSource> void read(List<S> sources, ReadTask<S> task) throws InterruptedException {
        List<OpenRows> opened = new ArrayList<>();
        List<TakingTurns.Runs<S>> runs = new ArrayList<>();
        try (Interruption interruption = Interruption.on(cancellation)) {
            for (S source : sources) {
                OpenRows rows = open(source);
                opened.add(rows);
                runs.add(new TakingTurns.Runs<>(source, rows.runs()));
            }
            Workers<TakingTurns.Run<S>> workers = new Workers<>("read", jobs, () -> opened.forEach(OpenRows::close));
            workers.run(new TakingTurns<>(runs), run -> perform(run, task));
            opened.forEach(OpenRows::complete);
        } finally {
            opened.forEach(OpenRows::close);
        }
    }

    private OpenRows open(RowSource source) throws InterruptedException {
        try {
            return source.open(new ReadContext(scratch, environment, cancellation));
        } catch (InterruptedIOException e) {
            throw interrupted(source, e);
        } catch (IOException e) {
            throw failure(source, e);
        }
    }

    private static <S extends RowSource> void perform(TakingTurns.Run<S> run, ReadTask<S> task)
            throws InterruptedException {
        try {
            task.perform(run.source(), run.rows());
        } catch (InterruptedIOException e) {
            throw interrupted(run.source(), e);
        } catch (IOException e) {
            throw failure(run.source(), e);
        }
    }

    private static ExportException failure(RowSource source, IOException e) {
        return new ExportException(
                Kind.UNAVAILABLE, "reading the rows of " + source.subject() + " failed: " + e.getMessage(), e);
    }

    private static InterruptedException interrupted(RowSource source, InterruptedIOException cause) {
        Thread.interrupted();
        InterruptedException interrupt = new InterruptedException("interrupted while reading " + source.subject());
        interrupt.initCause(cause);
        return interrupt;
    }
}
