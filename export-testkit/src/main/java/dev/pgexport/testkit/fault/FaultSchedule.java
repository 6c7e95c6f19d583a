package dev.pgexport.testkit.fault;

import java.util.List;
import java.util.Optional;

/**
 * Says which request meets which fault. Requests are counted by kind, from 1, in the order in which they arrive; what a
 * request meets depends on nothing else, so that a schedule does the same in every run.
 *
 * <p>The schedules made here are immutable, and their text is the Java expression that makes them: print it, and a test
 * that failed can be repeated. One that is implemented elsewhere is asked by many threads.
 */
@FunctionalInterface
public interface FaultSchedule {
    /**
     * Return what the n-th request of a kind meets; empty for no fault.
     *
     * @param number n, from 1
     */
    Optional<Fault> fault(RequestKind kind, long number);

    /** Let every request pass. */
    static FaultSchedule none() {
        return new NoFaults();
    }

    /**
     * Let one request meet a fault.
     *
     * @param number the how manieth of its kind, from 1
     * @throws IllegalArgumentException when the fault does not suit the kind
     */
    static FaultSchedule at(RequestKind kind, long number, Fault fault) {
        return new ScheduledFault("at", kind, number, number, fault);
    }

    /**
     * Let every request of a kind meet a fault, from one of them on.
     *
     * @param number the how manieth of its kind, from 1
     * @throws IllegalArgumentException when the fault does not suit the kind
     */
    static FaultSchedule from(RequestKind kind, long number, Fault fault) {
        return new ScheduledFault("from", kind, number, Long.MAX_VALUE, fault);
    }

    /**
     * Let requests of all kinds meet faults at random.
     *
     * @param seed where the randomness comes from: the same seed, the same faults
     * @param probability of a request to meet a fault, 0 to 1
     * @param faults of which one is chosen that suits the request
     */
    static FaultSchedule random(long seed, double probability, Fault... faults) {
        return new RandomFaults(seed, probability, List.of(faults));
    }

    /** Return a schedule of these faults and, for requests that meet none of them, of others. */
    default FaultSchedule and(FaultSchedule others) {
        return new JointSchedule(this, others);
    }
}
