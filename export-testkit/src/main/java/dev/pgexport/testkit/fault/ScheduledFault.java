package dev.pgexport.testkit.fault;

import java.util.Optional;

/** A fault that requests of one kind meet, from the first to the last of a range. */
record ScheduledFault(String name, RequestKind kind, long first, long last, Fault fault) implements FaultSchedule {
    ScheduledFault {
        if (first < 1) {
            throw new IllegalArgumentException("requests are counted from 1: " + first);
        }
        if (!fault.suits(kind)) {
            throw new IllegalArgumentException(fault + " cannot happen to a request of kind " + kind);
        }
    }

    @Override
    public Optional<Fault> fault(RequestKind asked, long number) {
        return asked == kind && number >= first && number <= last ? Optional.of(fault) : Optional.empty();
    }

    @Override
    public String toString() {
        return "FaultSchedule." + name + "(RequestKind." + kind + ", " + first + ", " + fault + ")";
    }
}
