package dev.pgexport.cli.output;

import dev.pgexport.cli.configuration.LogFormat;
import dev.pgexport.cli.configuration.OutputSettings;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Calls a display again and again: often when it draws on a terminal, else every 30 seconds; never when it is quiet. */
public final class Ticker implements AutoCloseable {
    private static final long DRAW_MILLIS = 200;
    private static final long LINE_MILLIS = 30_000;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    private Ticker(long millis, Runnable display) {
        this.thread = new Thread(() -> tick(millis, display), "progress");
        thread.setDaemon(true);
    }

    private void tick(long millis, Runnable display) {
        try {
            while (!stopped.await(millis, TimeUnit.MILLISECONDS)) {
                display.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Return whether progress is drawn over and over in place, not written line by line. */
    public static boolean draws(Console console, OutputSettings settings) {
        return console.terminal().interactive() && settings.logFormat() == LogFormat.TEXT;
    }

    /** Start calling; closes with {@link #close}. */
    public static Ticker start(Console console, OutputSettings settings, Runnable display) {
        Ticker ticker = new Ticker(draws(console, settings) ? DRAW_MILLIS : LINE_MILLIS, display);
        if (!settings.quiet()) {
            ticker.thread.start();
        }
        return ticker;
    }

    /** Stop, once a call that runs already has ended: a line drawn later would stay. */
    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
