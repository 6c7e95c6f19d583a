package dev.pgexport.engine.read;

import dev.pgexport.api.read.RowRun;
import java.io.IOException;

/**
 * What is done with each run of rows, on any of the workers' threads.
 *
 * @param <S> whose rows they are
 */
@FunctionalInterface
public interface ReadTask<S extends RowSource> {
    /**
     * Let the run write its rows to a consumer of this thread's own, once; what they make is right when that returned.
     *
     * @param source whose rows they are
     * @param run those of an export have been made to check objects and rows against the manifest
     */
    void perform(S source, RowRun run) throws IOException, InterruptedException;
}
