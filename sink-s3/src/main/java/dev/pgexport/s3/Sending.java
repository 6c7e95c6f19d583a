package dev.pgexport.s3;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What other threads do for one upload: how much of it has not ended, and what failed first. A failure ends the rest.
 * Thread-safe.
 */
final class Sending {
    private final Set<Thread> workers = new HashSet<>();
    private int running;
    private boolean cancelled;

    @Nullable private RuntimeException failure;

    /**
     * Have something done.
     *
     * @param work not begun any more once something has failed
     * @param after done when the work has ended, however it did, and counts as such
     */
    void start(Executor executor, Runnable work, Runnable after) {
        synchronized (this) {
            running++;
        }
        try {
            executor.execute(() -> perform(work, after));
        } catch (RuntimeException e) {
            ended(e, after);
            throw e;
        }
    }

    private void perform(Runnable work, Runnable after) {
        if (!enter()) {
            ended(null, after);
            return;
        }
        RuntimeException failed = null;
        try {
            work.run();
        } catch (RuntimeException e) {
            failed = e;
        } catch (Error e) {
            failed = new IllegalStateException(e);
        } finally {
            ended(failed, after);
        }
    }

    private synchronized boolean enter() {
        if (!cancelled) {
            workers.add(Thread.currentThread());
        }
        return !cancelled;
    }

    private void ended(@Nullable RuntimeException failed, Runnable after) {
        synchronized (this) {
            workers.remove(Thread.currentThread());
            if (failed != null && !cancelled) {
                failure = failed;
                cancel();
            }
            running--;
            notifyAll();
        }
        after.run();
    }

    /** Return how much has not ended. */
    synchronized int running() {
        return running;
    }

    synchronized Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Stop what is being done, and begin nothing any more. */
    synchronized void cancel() {
        cancelled = true;
        workers.forEach(Thread::interrupt);
    }

    /**
     * Wait until everything has ended.
     *
     * @throws RuntimeException the first failure
     */
    synchronized void await() throws InterruptedException {
        while (running > 0) {
            wait();
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Wait until everything has ended, interrupted or not, failed or not. Keeps the interrupt. */
    synchronized void awaitEnd() {
        boolean interrupted = false;
        while (running > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
