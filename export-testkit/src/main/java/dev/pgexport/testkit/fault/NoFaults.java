package dev.pgexport.testkit.fault;

import java.util.Optional;

/** A schedule of nothing. */
record NoFaults() implements FaultSchedule {
    @Override
    public Optional<Fault> fault(RequestKind kind, long number) {
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "FaultSchedule.none()";
    }
}
