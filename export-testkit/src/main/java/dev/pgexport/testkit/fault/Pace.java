package dev.pgexport.testkit.fault;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Keeps one direction of a link to a number of bytes a second. For one thread. */
final class Pace {
    /** In a second: few enough to cost nothing, enough to look even. */
    private static final int SLICES = 20;

    private final Link link;
    private final long bytesPerSecond;
    private final long start = System.nanoTime();
    private long bytes;

    /**
     * Make a pace.
     *
     * @param bytesPerSecond {@link Long#MAX_VALUE} for as fast as it goes
     */
    Pace(Link link, long bytesPerSecond) {
        this.link = link;
        this.bytesPerSecond = bytesPerSecond;
    }

    /** Wait until some of so many bytes may pass; return how many. */
    int next(int wanted) {
        if (bytesPerSecond == Long.MAX_VALUE) {
            return wanted;
        }
        int slice = (int) Math.min(wanted, Math.max(1, bytesPerSecond / SLICES));
        bytes += slice;
        long due = start + (long) ((double) bytes / bytesPerSecond * TimeUnit.SECONDS.toNanos(1));
        long wait = due - System.nanoTime();
        if (wait > 0) {
            link.pause(Duration.ofNanos(wait));
        }
        return slice;
    }
}
