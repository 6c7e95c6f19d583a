package dev.pgexport.restore;

import java.util.concurrent.atomic.LongAdder;

/** How far a restore is. Thread-safe. */
public final class RestoreProgress {
    private final LongAdder bytes = new LongAdder();
    private volatile String step = "starting";

    void read(long count) {
        bytes.add(count);
    }

    void step(String name) {
        step = name;
    }

    /** Return how many stored bytes were read. */
    public long bytes() {
        return bytes.sum();
    }

    /** Return what is being done, as in {@code rows}. */
    public String step() {
        return step;
    }
}
