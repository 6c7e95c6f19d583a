package dev.pgexport.engine;

/** Hears what happens in a run. */
@FunctionalInterface
public interface RunListener {
    /**
     * Hear an event. Called on many threads, at any time until the run has returned; returns fast. What it throws is
     * logged and otherwise ignored.
     */
    void on(RunEvent event);
}
