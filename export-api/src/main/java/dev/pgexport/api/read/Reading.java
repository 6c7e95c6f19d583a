package dev.pgexport.api.read;

import java.util.Iterator;

/** An export that is being read. */
public interface Reading extends AutoCloseable {
    /**
     * Return the runs, the biggest first; together they have every row of every wanted table once. Called once, and
     * iterated by one thread at a time; different runs may be read by as many threads at once.
     */
    Iterator<RowRun> runs();

    /** Let go of what is held for reading. From any thread and more than once; never throws. */
    @Override
    void close();
}
