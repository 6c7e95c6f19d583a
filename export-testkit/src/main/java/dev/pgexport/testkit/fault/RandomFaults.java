package dev.pgexport.testkit.fault;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Faults by chance, each request's by its own: threads that change places change nothing. */
record RandomFaults(long seed, double probability, List<Fault> faults) implements FaultSchedule {
    private static final long LARGE_PRIME = 1_000_000_007;

    RandomFaults {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a probability is 0 to 1: " + probability);
        }
        faults = List.copyOf(faults);
    }

    @Override
    public Optional<Fault> fault(RequestKind kind, long number) {
        List<Fault> candidates =
                faults.stream().filter(fault -> fault.suits(kind)).toList();
        // Of the name, not of the ordinal: a new kind must not change what a seed means.
        SplittableRandom random =
                new SplittableRandom((seed * LARGE_PRIME + kind.name().hashCode()) * LARGE_PRIME + number);
        return candidates.isEmpty() || random.nextDouble() >= probability
                ? Optional.empty()
                : Optional.of(candidates.get(random.nextInt(candidates.size())));
    }

    @Override
    public String toString() {
        return "FaultSchedule.random(" + seed + "L, " + probability
                + faults.stream().map(fault -> ", " + fault).collect(Collectors.joining()) + ")";
    }
}
