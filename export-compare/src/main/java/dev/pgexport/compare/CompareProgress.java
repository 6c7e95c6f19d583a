package dev.pgexport.compare;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How far a comparison is, for whoever looks on. Thread-safe. */
public final class CompareProgress {
    private final AtomicLong bytes = new AtomicLong();
    private volatile long expected;
    private final AtomicInteger reading = new AtomicInteger();

    /** Begin to read, once more. */
    void begin(long bytesExpected) {
        bytes.set(0);
        expected = bytesExpected;
        reading.incrementAndGet();
    }

    void add(long more) {
        bytes.addAndGet(more);
    }

    /** Return which reading it is: 1 for the first, 0 before that. Later ones read again what differs. */
    public int reading() {
        return reading.get();
    }

    /** Return how many bytes were read this time. */
    public long bytes() {
        return bytes.get();
    }

    /** Return about how many bytes there are to read this time; 0 when unknown. */
    public long expected() {
        return expected;
    }
}
