package dev.pgexport.pgdump;

import java.util.HashSet;
import java.util.Set;

/** The threads that write objects: closing interrupts those that wait for their stream. Thread-safe. */
final class ActiveWriters {
    private final Set<Thread> threads = new HashSet<>();
    private boolean closed;

    /**
     * Say that this thread writes.
     *
     * @throws InterruptedException when closed
     */
    synchronized void enter() throws InterruptedException {
        if (closed) {
            throw new InterruptedException("the export was closed");
        }
        threads.add(Thread.currentThread());
    }

    /** Say that this thread writes no more. An interrupt by {@link #close()} is not left for what it does next. */
    synchronized void leave() {
        boolean interrupted = !threads.remove(Thread.currentThread());
        if (interrupted) {
            Thread.interrupted();
        }
    }

    synchronized void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
        threads.clear();
    }
}
