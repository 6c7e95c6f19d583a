package dev.pgexport.postgres.snapshot;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Something that a test has running meanwhile. */
final class Background<T> {
    private final FutureTask<T> task;

    private Background(Callable<T> action) {
        task = new FutureTask<>(action);
    }

    static <T> Background<T> run(Callable<T> action) {
        Background<T> background = new Background<>(action);
        Thread thread = new Thread(background.task, "background");
        thread.setDaemon(true);
        thread.start();
        return background;
    }

    T result() throws Exception {
        return task.get(20, TimeUnit.SECONDS);
    }

    /** Return what it failed by. */
    Throwable failure() throws InterruptedException, TimeoutException {
        try {
            throw new AssertionError("did not fail, but returned " + task.get(20, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }
}
