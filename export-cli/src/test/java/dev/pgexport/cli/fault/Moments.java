package dev.pgexport.cli.fault;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a moment in the middle of a run. */
final class Moments {
    private Moments() {}

    /** Wait until the time is up or the run has ended, whichever is first. */
    static void pass(Future<?> run, long milliseconds) throws Exception {
        try {
            run.get(milliseconds, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // This is the moment.
        }
    }
}
