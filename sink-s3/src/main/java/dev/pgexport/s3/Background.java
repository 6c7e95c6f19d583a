package dev.pgexport.s3;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The threads that talk to the server, so that an interrupt of the thread that waits for them cuts no request in two.
 * Thread-safe.
 */
final class Background implements AutoCloseable {
    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor parts;
    private final ExecutorService single;
    private final Duration grace;

    /**
     * @param uploads how many parts are sent at once
     * @param grace how long an interrupted thread waits for a request that may just have its answer
     */
    Background(int uploads, Duration grace) {
        this.parts = new ThreadPoolExecutor(
                uploads, uploads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("s3-part-"));
        parts.allowCoreThreadTimeOut(true);
        this.single = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), named("s3-request-"));
        this.grace = grace;
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        ThreadFactory threads = Executors.defaultThreadFactory();
        return work -> {
            Thread thread = threads.newThread(work);
            thread.setName(prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Return the threads that send parts. */
    Executor parts() {
        return parts;
    }

    /**
     * Do something and wait until it has ended, even when this thread is interrupted: then it is stopped after a while.
     * The interrupt is there again afterwards.
     */
    <T> T complete(Supplier<T> requests) {
        Errand<T> errand = new Errand<>(requests);
        single.execute(errand);
        return errand.await(grace);
    }

    @Override
    public void close() {
        parts.shutdownNow();
        single.shutdownNow();
    }
}
