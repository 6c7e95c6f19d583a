package dev.pgexport.testkit.fault;

import java.time.Duration;
import java.util.Optional;

/**
 * What the front does with one request.
 *
 * @param delay how long it waits before it does anything
 * @param ending how the connection ends then, without the upstream server having seen the request; empty when it does not
 * @param error what the front answers itself then; empty when the request is forwarded
 * @param request how the request passes to the upstream server
 * @param answer how the answer passes to the client
 * @param bytesPerSecond how fast either does
 * @param slowClose how long the client does not learn that the upstream server closed the connection
 */
record Conduct(
        Duration delay,
        Optional<Ending> ending,
        Optional<ErrorAnswer> error,
        Passage request,
        Passage answer,
        long bytesPerSecond,
        Duration slowClose) {

    /** Forward everything as it is. */
    static final Conduct FAITHFUL = new Conduct(
            Duration.ZERO,
            Optional.empty(),
            Optional.empty(),
            Passage.WHOLE,
            Passage.WHOLE,
            Long.MAX_VALUE,
            Duration.ZERO);

    Conduct delayed(Duration time) {
        return new Conduct(time, ending, error, request, answer, bytesPerSecond, slowClose);
    }

    Conduct ended(Ending how) {
        return new Conduct(delay, Optional.of(how), error, request, answer, bytesPerSecond, slowClose);
    }

    Conduct answered(ErrorAnswer with) {
        return new Conduct(delay, ending, Optional.of(with), request, answer, bytesPerSecond, slowClose);
    }

    Conduct request(Passage passage) {
        return new Conduct(delay, ending, error, passage, answer, bytesPerSecond, slowClose);
    }

    Conduct answer(Passage passage) {
        return new Conduct(delay, ending, error, request, passage, bytesPerSecond, slowClose);
    }

    Conduct limitedTo(long rate) {
        return new Conduct(delay, ending, error, request, answer, rate, slowClose);
    }

    Conduct closedAfter(Duration time) {
        return new Conduct(delay, ending, error, request, answer, bytesPerSecond, time);
    }
}
