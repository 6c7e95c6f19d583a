package dev.pgexport.engine.work;

import dev.pgexport.api.CancellationToken;
import dev.pgexport.engine.internal.Interruption;
import dev.pgexport.engine.internal.Workers;
import java.util.Iterator;

/**
 * Does one task for each item on several threads at once; the first failure ends it for all of them.
 *
 * @param name what the threads' names start with
 * @param jobs how many threads, 1 or more
 * @param cancellation stops it
 */
public record SharedWork(String name, int jobs, CancellationToken cancellation) {
    public SharedWork {
        if (jobs < 1) {
            throw new IllegalArgumentException("jobs is 1 or more: " + jobs);
        }
    }

    /**
     * What is done for each item.
     *
     * @param <T> the items
     */
    @FunctionalInterface
    public interface Task<T> {
        void perform(T item) throws InterruptedException;
    }

    /**
     * Perform the task for every item. None is worked on any more once this has returned or thrown.
     *
     * @param items used by one thread at a time
     * @param unblock called once when there was a failure and after every worker was interrupted: ends what an interrupt
     *     does not
     * @param <T> the items
     * @throws InterruptedException when it was cancelled or this thread interrupted
     * @throws RuntimeException the first failure, with later ones suppressed
     */
    @SuppressWarnings("try") // the resource works by being open
    public <T> void run(Iterator<? extends T> items, Task<? super T> task, Runnable unblock)
            throws InterruptedException {
        try (Interruption interruption = Interruption.on(cancellation)) {
            new Workers<T>(name, jobs, unblock).run(items, task::perform);
        }
    }
}
