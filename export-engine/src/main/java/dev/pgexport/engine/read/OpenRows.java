package dev.pgexport.engine.read;

import dev.pgexport.api.read.RowRun;
import java.util.Iterator;

/** Rows that are being read. */
public interface OpenRows extends AutoCloseable {
    /**
     * Return what each worker reads at once, the biggest first; together they have every wanted row once. Called once,
     * and iterated by one thread at a time.
     */
    Iterator<RowRun> runs();

    /**
     * Make sure, after all runs, that these were all there are.
     *
     * @throws dev.pgexport.api.ExportException when they were not
     */
    void complete();

    /** Let go of what is held for reading; ends runs that wait. From any thread and more than once; never throws. */
    @Override
    void close();
}
