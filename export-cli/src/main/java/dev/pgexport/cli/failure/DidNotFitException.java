package dev.pgexport.cli.failure;

import java.time.Duration;

/** A run took longer than it was allowed, and was stopped. */
public final class DidNotFitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration allowed;

    /**
     * Make one.
     *
     * @param allowed what it was allowed to take
     * @param stopped what the run ended with
     */
    public DidNotFitException(Duration allowed, Throwable stopped) {
        super("it took longer than " + allowed, stopped);
        this.allowed = allowed;
    }

    /** Return what the run was allowed to take. */
    public Duration allowed() {
        return allowed;
    }
}
