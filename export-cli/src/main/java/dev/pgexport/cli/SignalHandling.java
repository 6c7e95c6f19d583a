package dev.pgexport.cli;

import dev.pgexport.engine.Cancellation;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends the work cleanly when the process is told to end.
 *
 * <p>On SIGINT, SIGTERM and SIGHUP the JVM runs its shutdown hooks and then exits with 128 and the signal's number. The
 * hook here cancels, and keeps the JVM until the work is cleaned up.
 */
final class SignalHandling {
    /** Less than the five seconds after which somebody may lose patience. */
    private static final long PATIENCE_MILLIS = 4_500;

    private final CountDownLatch finished = new CountDownLatch(1);

    private SignalHandling() {}

    static SignalHandling install(Cancellation cancellation) {
        SignalHandling handling = new SignalHandling();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> handling.end(cancellation), "end"));
        return handling;
    }

    /** Say that the work is done, and the exit that follows is our own. */
    void finished() {
        finished.countDown();
    }

    private void end(Cancellation cancellation) {
        if (finished.getCount() == 0) {
            return;
        }
        try {
            cancellation.cancel("the process was told to end");
        } finally {
            awaitCleanUp(); // also when one of those to be stopped failed at it
        }
    }

    private void awaitCleanUp() {
        try {
            if (!finished.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                System.err.println(
                        "pgexport: ended before everything was cleaned up: the next run removes what is left");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
