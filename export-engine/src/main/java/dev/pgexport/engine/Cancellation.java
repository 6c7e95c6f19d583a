package dev.pgexport.engine;

import dev.pgexport.api.CancellationToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The switch that stops a run; it never goes back. Thread-safe. */
public final class Cancellation implements CancellationToken {
    private final Object lock = new Object();
    private final List<Waiting> waiting = new ArrayList<>();

    @Nullable private volatile String reason;

    /**
     * Cancel, unless it was done before: the first reason stays. Runs the actions that wait, on this thread.
     *
     * @param reason why, as in {@code SIGTERM}
     */
    public void cancel(String reason) {
        List<Waiting> actions;
        synchronized (lock) {
            if (this.reason != null) {
                return;
            }
            this.reason = reason;
            actions = List.copyOf(waiting);
            waiting.clear();
        }
        RuntimeException failure = null;
        for (Waiting action : actions) {
            try {
                action.action.run();
            } catch (RuntimeException e) {
                // One action's defect must not keep the others from stopping their work.
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Return why it was cancelled, or empty when it was not. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    @Override
    public boolean isCancelled() {
        return reason != null;
    }

    @Override
    public Registration onCancel(Runnable action) {
        Waiting registered = new Waiting(action);
        synchronized (lock) {
            if (reason == null) {
                waiting.add(registered);
                return () -> forget(registered);
            }
        }
        action.run();
        return () -> {};
    }

    private void forget(Waiting registered) {
        synchronized (lock) {
            waiting.remove(registered);
        }
    }

    /** One registration of an action; equal to itself alone, as the same action may wait twice. */
    private static final class Waiting {
        private final Runnable action;

        Waiting(Runnable action) {
            this.action = action;
        }
    }
}
