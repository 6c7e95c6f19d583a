package dev.pgexport.engine.internal;

import java.io.InterruptedIOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Does one task for each item on a fixed number of threads. The first failure ends it for all of them; none works any
 * more once {@link #run} has returned or thrown.
 *
 * @param <T> the items
 */
public final class Workers<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final long PATIENCE_SECONDS = 10;

    /** What is done for each item. */
    @FunctionalInterface
    public interface Task<T> {
        void perform(T item) throws InterruptedException;
    }

    private final String name;
    private final int count;
    private final Runnable unblock;
    private final ReentrantLock taking = new ReentrantLock();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger working = new AtomicInteger();
    private final Failures failures = new Failures();

    /**
     * @param name what the threads' names start with
     * @param count how many threads
     * @param unblock called once, on the thread of {@link #run}, when there was a failure and after every worker was
     *     interrupted: ends what an interrupt does not
     */
    public Workers(String name, int count, Runnable unblock) {
        this.name = name;
        this.count = count;
        this.unblock = unblock;
    }

    /**
     * Perform the task for every item; call it once.
     *
     * @param items used by one thread at a time
     * @throws InterruptedException when this thread was interrupted
     * @throws RuntimeException the first failure, with the later ones of other workers suppressed
     */
    public void run(Iterator<? extends T> items, Task<? super T> task) throws InterruptedException {
        working.set(count);
        ExecutorService threads = Executors.newFixedThreadPool(count, named());
        var context = Optional.ofNullable(MDC.getCopyOfContextMap());
        try {
            for (int i = 0; i < count; i++) {
                threads.execute(() -> {
                    context.ifPresent(MDC::setContextMap);
                    work(items, task);
                });
            }
            ended.await();
        } catch (InterruptedException e) {
            failures.add(e);
        } catch (RuntimeException | Error e) { // as when no more threads can be had
            failures.add(e);
        }
        if (failures.any()) {
            threads.shutdownNow();
            unblock.run();
        } else {
            threads.shutdown();
        }
        await(threads);
        failures.rethrow();
    }

    private ThreadFactory named() {
        AtomicInteger number = new AtomicInteger();
        return work -> new Thread(work, name + "-" + number.incrementAndGet());
    }

    private void work(Iterator<? extends T> items, Task<? super T> task) {
        try {
            for (Optional<T> item = take(items); item.isPresent(); item = take(items)) {
                task.perform(item.get());
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            failures.add(e);
            ended.countDown();
        } finally {
            if (working.decrementAndGet() == 0) {
                ended.countDown();
            }
        }
    }

    private Optional<T> take(Iterator<? extends T> items) throws InterruptedException {
        taking.lockInterruptibly();
        try {
            return failures.any() || !items.hasNext() ? Optional.empty() : Optional.of(items.next());
        } finally {
            taking.unlock();
        }
    }

    /** Wait for all workers, whatever happens: one that still writes could commit what is about to be deleted. */
    private void await(ExecutorService threads) {
        boolean interrupted = false;
        boolean terminated = false;
        while (!terminated) {
            try {
                terminated = threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (!terminated) {
                    LOG.atWarn().addKeyValue("workers", working.get()).log("still waiting for workers to stop");
                }
            } catch (InterruptedException e) {
                failures.add(e);
                interrupted = true;
                threads.shutdownNow();
            }
        }
        if (interrupted
                && !failures.first()
                        .filter(InterruptedException.class::isInstance)
                        .isPresent()) {
            Thread.currentThread().interrupt();
        }
    }

    /** The first failure, and with it the later ones but for those that only say that their thread was told to stop. */
    private static final class Failures {
        @Nullable private Throwable first;

        synchronized void add(Throwable failure) {
            if (first == null) {
                first = failure;
            } else if (first != failure
                    && !(failure instanceof InterruptedException || failure instanceof InterruptedIOException)) {
                first.addSuppressed(failure);
            }
        }

        synchronized boolean any() {
            return first != null;
        }

        synchronized Optional<Throwable> first() {
            return Optional.ofNullable(first);
        }

        synchronized void rethrow() throws InterruptedException {
            Throwable failure = first;
            if (failure instanceof InterruptedException interrupt) {
                throw interrupt;
            } else if (failure instanceof RuntimeException defect) {
                throw defect;
            } else if (failure instanceof Error error) {
                throw error;
            }
        }
    }
}
