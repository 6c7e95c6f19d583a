package dev.pgexport.s3;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Work that one thread does and another waits for, until it has really ended. */
final class Errand<T> implements Runnable {
    private final Supplier<T> work;
    private final CountDownLatch ended = new CountDownLatch(1);

    @Nullable private Thread worker;

    @Nullable private T result;

    @Nullable private Throwable failure;

    Errand(Supplier<T> work) {
        this.work = work;
    }

    @Override
    public void run() {
        become(Thread.currentThread());
        try {
            result = work.get();
        } catch (RuntimeException | Error e) {
            failure = e;
        } finally {
            become(null);
            ended.countDown();
        }
    }

    private synchronized void become(@Nullable Thread thread) {
        worker = thread;
    }

    private synchronized void stop() {
        Optional.ofNullable(worker).ifPresent(Thread::interrupt);
    }

    /** Wait for the end; once this thread was interrupted, stop the work after the grace. Keeps the interrupt. */
    T await(Duration grace) {
        boolean interrupted = false;
        boolean over = false;
        long deadline = 0;
        while (!over) {
            try {
                if (!interrupted) {
                    ended.await();
                    over = true;
                } else if (ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    over = true;
                } else {
                    stop();
                    deadline = System.nanoTime() + grace.toNanos();
                }
            } catch (InterruptedException e) {
                if (!interrupted) {
                    deadline = System.nanoTime() + grace.toNanos();
                }
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return outcome();
    }

    @SuppressWarnings("NullAway") // a result may be whatever the work returned
    private T outcome() {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        return result;
    }
}
