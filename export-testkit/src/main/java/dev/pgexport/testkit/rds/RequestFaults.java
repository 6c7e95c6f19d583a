package dev.pgexport.testkit.rds;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a test has said of requests to come. Thread-safe. */
final class RequestFaults {
    private final List<Waiting> waiting = new ArrayList<>();

    /** What happens to a request. */
    sealed interface Fault {
        /** It is answered by an error, and not carried out. */
        record Refused(RdsError error) implements Fault {}

        /** It is carried out, and the connection ends without an answer. */
        record AnswerLost() implements Fault {}

        /** The connection ends, and it is not carried out. */
        record RequestLost() implements Fault {}
    }

    private static final class Waiting {
        private final String action;
        private final Fault fault;
        private int times;

        private Waiting(String action, Fault fault, int times) {
            this.action = action;
            this.fault = fault;
            this.times = times;
        }
    }

    synchronized void add(String action, Fault fault, int times) {
        waiting.add(new Waiting(action, fault, times));
    }

    synchronized void clear() {
        waiting.clear();
    }

    /** Return what happens to the next request of an action, and count it. */
    synchronized Optional<Fault> next(String action) {
        for (Waiting one : waiting) {
            if (one.action.equals(action) && one.times > 0) {
                one.times--;
                return Optional.of(one.fault);
            }
        }
        return Optional.empty();
    }
}
