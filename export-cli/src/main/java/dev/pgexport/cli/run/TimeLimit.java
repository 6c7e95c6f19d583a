package dev.pgexport.cli.run;

import dev.pgexport.cli.failure.DidNotFitException;
import dev.pgexport.engine.Cancellation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cancels a run that takes too long, as a signal would, if it has a limit. Starts when it is made; thread-safe. */
final class TimeLimit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TimeLimit.class);

    /** What a run is allowed; empty for as long as it takes. */
    private final Optional<Duration> longest;

    private final Cancellation cancellation;
    private final String reason;
    private final CountDownLatch over = new CountDownLatch(1);

    private TimeLimit(Optional<Duration> longest, Cancellation cancellation) {
        this.longest = longest;
        this.cancellation = cancellation;
        this.reason = "it took longer than " + longest.map(Duration::toString).orElse("for ever");
    }

    /** Start one. */
    static TimeLimit start(Optional<Duration> longest, Cancellation cancellation) {
        TimeLimit limit = new TimeLimit(longest, cancellation);
        longest.ifPresent(limit::watchInBackground);
        return limit;
    }

    private void watchInBackground(Duration allowed) {
        Thread thread = new Thread(() -> watch(allowed), "time limit");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch(Duration allowed) {
        try {
            if (!over.await(allowed.toMillis(), TimeUnit.MILLISECONDS)) {
                cancellation.cancel(reason);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // Of one of those to be stopped; the others were told, too.
            LOG.warn("stopping a run that took too long: {}", e.toString());
        }
    }

    /** Return what to throw instead of an interruption, when it was ours: a signal may have come first. */
    Optional<DidNotFitException> passed(InterruptedException interruption) {
        return longest.filter(allowed -> cancellation.reason().equals(Optional.of(reason)))
                .map(allowed -> new DidNotFitException(allowed, interruption));
    }

    @Override
    public void close() {
        over.countDown();
    }
}
