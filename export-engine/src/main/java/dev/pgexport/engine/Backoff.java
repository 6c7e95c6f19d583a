package dev.pgexport.engine;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.time.Duration;

/**
 * The one policy by which the engine repeats what failed as UNAVAILABLE, and nothing else.
 *
 * @param first how long to wait before the second attempt, give or take half of it; every wait is twice the one before
 * @param longest how long to wait at most
 */
record Backoff(Duration first, Duration longest) {
    private static final double JITTER = 0.5;

    /** What is attempted. */
    @FunctionalInterface
    interface Attempt<T> {
        T perform() throws InterruptedException;
    }

    /** Hears that another attempt starts. */
    @FunctionalInterface
    interface RepeatListener {
        void repeated(int attempt, Throwable failure);
    }

    /** Attempt something at most that often; throws the last failure. An interrupt ends the waiting, too. */
    <T> T attempt(int attempts, RepeatListener listener, Attempt<T> what) throws InterruptedException {
        RetryPolicy<T> policy = RetryPolicy.<T>builder()
                .handleIf(failure -> failure instanceof ExportException e && e.kind() == Kind.UNAVAILABLE)
                .withMaxAttempts(attempts)
                .withBackoff(first, longest)
                .withJitter(JITTER)
                .onRetry(event -> listener.repeated(event.getAttemptCount() + 1, event.getLastException()))
                .build();
        try {
            return Failsafe.with(policy).get(what::perform);
        } catch (FailsafeException e) {
            if (e.getCause() instanceof InterruptedException interrupt) {
                Thread.interrupted(); // Failsafe sets it again; the exception says it
                throw interrupt;
            }
            throw e;
        }
    }
}
