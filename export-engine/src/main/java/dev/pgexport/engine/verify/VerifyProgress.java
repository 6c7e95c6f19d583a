package dev.pgexport.engine.verify;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what a verification has read, for whoever polls it. Thread-safe. */
public final class VerifyProgress {
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong objects = new AtomicLong();

    /** Return how many stored bytes were read; the manifest says how many there are. */
    public long bytes() {
        return bytes.get();
    }

    public long objects() {
        return objects.get();
    }

    void read(long more) {
        bytes.addAndGet(more);
    }

    void finished() {
        objects.incrementAndGet();
    }
}
