package dev.pgexport.testkit.fault;

import java.util.Optional;

/** Two schedules, of which the first goes first. */
record JointSchedule(FaultSchedule first, FaultSchedule second) implements FaultSchedule {
    @Override
    public Optional<Fault> fault(RequestKind kind, long number) {
        return first.fault(kind, number).or(() -> second.fault(kind, number));
    }

    @Override
    public String toString() {
        return first + ".and(" + second + ")";
    }
}
