package dev.pgexport.engine.read;

import dev.pgexport.api.read.RowRun;
import java.io.IOException;

/** What is done with each run of rows, on any of the workers' threads. */
@FunctionalInterface
public interface ReadTask {
    /**
     * Let the run write its rows to a consumer of this thread's own, once; what they make is right when that returned.
     *
     * @param export whose rows they are
     * @param run has been made to check objects and rows against the manifest
     */
    void perform(ReadExport export, RowRun run) throws IOException, InterruptedException;
}
