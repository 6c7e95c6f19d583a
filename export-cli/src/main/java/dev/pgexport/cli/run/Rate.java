package dev.pgexport.cli.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/** Measures how fast a counter grows, over the last seconds. Thread-safe. */
final class Rate {
    private static final long WINDOW_NANOS = 15_000_000_000L;

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long nanos, long count) {}

    /** Add what was counted now, and return how much that is a second; empty until there is something to compare with. */
    synchronized OptionalDouble measure(long nanos, long count) {
        if (!samples.isEmpty() && samples.getLast().count > count) {
            samples.clear(); // started again
        }
        samples.addLast(new Sample(nanos, count));
        while (samples.size() > 2 && nanos - samples.getFirst().nanos > WINDOW_NANOS) {
            samples.removeFirst();
        }
        Sample first = samples.getFirst();
        return nanos == first.nanos
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) (count - first.count) * 1e9 / (double) (nanos - first.nanos));
    }
}
