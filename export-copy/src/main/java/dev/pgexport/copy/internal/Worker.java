package dev.pgexport.copy.internal;

import java.sql.Connection;
import java.util.Optional;

/**
 * A thread that writes an object, and the connection it reads from.
 *
 * <p>Used by that thread alone, but for {@link #stop()}.
 */
final class Worker implements AutoCloseable {
    private final Workers workers;
    private final Thread thread = Thread.currentThread();
    private Optional<Connection> connection = Optional.empty();
    private Runnable onStop = () -> {};
    private boolean succeeded;
    private boolean stopped;
    private boolean left;

    Worker(Workers workers) {
        this.workers = workers;
    }

    synchronized void use(Connection connection) throws InterruptedException {
        this.connection = Optional.of(connection);
        onStop(() -> Connections.cancelInBackground(connection));
    }

    /** Say how to stop what the thread does, beside interrupting it. The action does not block. */
    synchronized void onStop(Runnable action) throws InterruptedException {
        if (stopped) {
            action.run();
            throw workers.stopped();
        }
        onStop = action;
    }

    Connection connection() {
        return connection.orElseThrow(() -> new IllegalStateException("a worker without a connection"));
    }

    /** Say that the connection's command succeeded: a connection whose command failed is thrown away. */
    void succeed() {
        succeeded = true;
    }

    /**
     * Fail when the thread was interrupted, the export closed or its snapshot lost: what else went wrong then is a
     * consequence.
     *
     * @throws InterruptedException when it was interrupted or closed
     */
    synchronized void requireRunning() throws InterruptedException {
        if (Thread.interrupted() || stopped) {
            throw workers.stopped();
        }
    }

    /** Stop the thread, from any other. */
    synchronized void stop() {
        if (!stopped && !left) {
            stopped = true;
            // It may be blocked in what it writes to, and it may be blocked in what it reads from.
            thread.interrupt();
            onStop.run();
        }
    }

    /** Give the connection back, or throw it away. */
    @Override
    public void close() {
        synchronized (this) {
            left = true;
            if (stopped) {
                // The interrupt was for what ends here, not for what the thread does next.
                boolean unused = Thread.interrupted();
            }
        }
        if (!succeeded) {
            connection.ifPresent(Connections::cancel);
        }
        workers.leave(this, succeeded ? connection : Optional.empty());
    }
}
