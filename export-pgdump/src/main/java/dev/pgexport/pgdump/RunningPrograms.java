package dev.pgexport.pgdump;

import dev.pgexport.postgres.program.ChildProcess;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Programs that end when this is closed. Thread-safe. */
final class RunningPrograms implements AutoCloseable {
    private final Set<ChildProcess> running = new HashSet<>();
    private boolean closed;

    /**
     * Start a program; {@link #ended} has to say that it ended.
     *
     * @throws InterruptedException when this was closed
     */
    ChildProcess start(Supplier<ChildProcess> starter) throws InterruptedException {
        requireOpen();
        ChildProcess child = starter.get();
        boolean late;
        synchronized (this) {
            late = closed;
            if (!late) {
                running.add(child);
            }
        }
        if (late) {
            child.close();
            requireOpen();
        }
        return child;
    }

    void ended(ChildProcess child) {
        child.close();
        synchronized (this) {
            running.remove(child);
        }
    }

    synchronized void requireOpen() throws InterruptedException {
        if (closed) {
            throw new InterruptedException("closed");
        }
    }

    /** Stop all that run now. Does not wait. */
    synchronized void cancel() {
        running.forEach(ChildProcess::cancel);
    }

    @Override
    public void close() {
        List<ChildProcess> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(running);
        }
        left.forEach(ChildProcess::cancel);
        left.forEach(ChildProcess::close);
    }
}
