package dev.pgexport.engine.internal;

import dev.pgexport.api.CancellationToken;

/** Interrupts the thread that made it when the run is cancelled, so that whatever it waits for ends. */
public final class Interruption implements AutoCloseable {
    private final Thread thread = Thread.currentThread();
    private final CancellationToken.Registration registration;
    private boolean shielded;
    private boolean deferred;
    private boolean ours;

    /** What is done under the shield. */
    @FunctionalInterface
    public interface CleanUp {
        void perform() throws InterruptedException;
    }

    private Interruption(CancellationToken cancellation) {
        this.registration = cancellation.onCancel(this::interrupt);
    }

    /** Interrupt this thread from now on until closed. */
    public static Interruption on(CancellationToken cancellation) {
        return new Interruption(cancellation);
    }

    private synchronized void interrupt() {
        ours = true;
        if (shielded) {
            deferred = true;
        } else {
            thread.interrupt();
        }
    }

    /** Run an action that neither an earlier interrupt nor a cancellation disturbs: it has to clean up. */
    public void shield(CleanUp action) {
        synchronized (this) {
            shielded = true;
            deferred = Thread.interrupted();
        }
        try {
            action.perform();
        } catch (InterruptedException e) { // by somebody else than us, a second time: heard once it is clean
            synchronized (this) {
                deferred = true;
            }
        } finally {
            synchronized (this) {
                shielded = false;
                if (deferred) {
                    thread.interrupt();
                }
            }
        }
    }

    /** Stop, and take back an interrupt of our own: it was meant for the run alone. */
    @Override
    public void close() {
        registration.close();
        synchronized (this) {
            shielded = true;
            if (ours) {
                Thread.interrupted();
            }
        }
    }
}
