package dev.pgexport.postgres.archive;

/** Follows a dump whose bytes come in pieces of any size. Not thread-safe. */
public interface DumpWalker {
    /**
     * Look at the next bytes.
     *
     * @throws dev.pgexport.api.ExportException of kind INTEGRITY when they are not what the dump goes on with
     */
    void accept(byte[] bytes, int offset, int length);

    /**
     * Say that there are no more bytes.
     *
     * @return what the dump holds
     * @throws dev.pgexport.api.ExportException of kind INTEGRITY when something is missing
     */
    DumpContents finish();
}
