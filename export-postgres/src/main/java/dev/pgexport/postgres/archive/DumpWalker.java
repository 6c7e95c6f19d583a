package dev.pgexport.postgres.archive;

import java.io.IOException;

/** Follows a dump whose bytes come in pieces of any size. Not thread-safe. */
public interface DumpWalker {
    /**
     * Look at the next bytes. Those of rows that are wanted may be overwritten.
     *
     * @throws dev.pgexport.api.ExportException of kind INTEGRITY when they are not what the dump goes on with
     * @throws IOException what the rows' consumer threw
     */
    void accept(byte[] bytes, int offset, int length) throws IOException, InterruptedException;

    /**
     * Say that there are no more bytes.
     *
     * @return what the dump holds
     * @throws dev.pgexport.api.ExportException of kind INTEGRITY when something is missing
     */
    DumpContents finish();
}
