package dev.pgexport.snapshot.internal.rds;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait between questions: first briefly, then longer, up to a bound, and never exactly as long as another run.
 * Not thread-safe.
 */
public final class Pace {
    private static final double GROWTH = 1.5;
    private static final double JITTER = 0.25;
    private static final long FIRST_MILLIS = 2_000;

    private final long greatest;
    private double next;

    /** @param greatest the longest wait, more than nothing */
    public Pace(Duration greatest) {
        this.greatest = Math.max(1, greatest.toMillis());
        this.next = Math.min(FIRST_MILLIS, this.greatest);
    }

    /** Return the next wait: a quarter less than planned at most. */
    Duration next() {
        double planned = next;
        next = Math.min((double) greatest, next * GROWTH);
        double jitter = 1 - JITTER * ThreadLocalRandom.current().nextDouble();
        return Duration.ofMillis(Math.max(1, Math.round(planned * jitter)));
    }

    /** Wait, but not beyond a moment of {@link System#nanoTime}. */
    public void rest(long deadline) throws InterruptedException {
        long left = Math.max(0, (deadline - System.nanoTime()) / 1_000_000);
        Thread.sleep(Math.min(next().toMillis(), left));
    }
}
