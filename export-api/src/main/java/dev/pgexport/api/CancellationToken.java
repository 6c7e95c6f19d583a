package dev.pgexport.api;

/** Tells whether a run was asked to stop; what is cancelled stays cancelled. Thread-safe. */
public interface CancellationToken {
    boolean isCancelled();

    /**
     * Run an action once on cancellation, at once when it has already happened.
     *
     * <p>Actions run on the thread that cancels: they are short, do not block and do not throw.
     *
     * @return the registration; close it when the action is no longer wanted
     */
    Registration onCancel(Runnable action);

    /** An action that waits for cancellation. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
