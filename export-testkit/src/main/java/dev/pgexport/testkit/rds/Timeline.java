package dev.pgexport.testkit.rds;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Lets what moves go on: by itself, or by the hand of a test. Thread-safe. */
final class Timeline implements AutoCloseable {
    private final ExecutorService executor = Executors.newFixedThreadPool(4, task -> {
        Thread thread = new Thread(task, "rds-timeline");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Moving> halted = new ArrayList<>();
    private Optional<Duration> dwell;

    Timeline(Duration dwell) {
        this.dwell = Optional.of(dwell);
    }

    synchronized void add(Moving moving) {
        schedule(moving, Moving.Step.CHANGED);
    }

    /** Stop time; what is within a step ends it. */
    synchronized void halt() {
        dwell = Optional.empty();
    }

    /** Let time run, with so long a stay in each state. */
    synchronized void run(Duration stay) {
        dwell = Optional.of(stay);
        List<Moving> waiting = List.copyOf(halted);
        halted.clear();
        waiting.forEach(moving -> schedule(moving, Moving.Step.CHANGED));
    }

    /** Go on by a step with all that is halted. */
    void advance() {
        List<Moving> waiting;
        synchronized (this) {
            if (dwell.isPresent()) {
                throw new IllegalStateException("time runs: halt it first");
            }
            waiting = List.copyOf(halted);
            halted.clear();
        }
        waiting.forEach(moving -> {
            Moving.Step step = moving.step();
            synchronized (this) {
                schedule(moving, step);
            }
        });
    }

    private synchronized void schedule(Moving moving, Moving.Step last) {
        if (last == Moving.Step.ENDED) {
            return;
        }
        if (dwell.isEmpty()) {
            halted.add(moving);
            return;
        }
        long nanos = last == Moving.Step.WORKED ? 0 : dwell.get().toNanos();
        CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, executor)
                .execute(() -> schedule(moving, stepUnlessHalted(moving)));
    }

    private Moving.Step stepUnlessHalted(Moving moving) {
        synchronized (this) {
            if (dwell.isEmpty()) {
                return Moving.Step.CHANGED;
            }
        }
        return moving.step();
    }

    /** Stop for ever, once the steps under way have ended. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("a step did not end within a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
