package dev.pgexport.api;

import dev.pgexport.api.manifest.ExportDescription;
import java.util.Iterator;

/** One consistent view of one database; holds the snapshot while it is open. */
public interface Export extends AutoCloseable {
    /** Return the manifest's first half: database, server, snapshot, tables and columns. */
    ExportDescription description();

    /** Return about how many bytes all objects will write, for progress; 0 when unknown. */
    default long estimatedBytes() {
        return 0;
    }

    /** Return the objects, lazily: definitions, then the biggest first. Called once, and iterated by one thread at a time. */
    Iterator<ExportObject> objects();

    /**
     * Confirm, after every object was written, that the view was held to the end.
     *
     * @throws ExportException of kind EXPORT_LOST when it was not, so that no manifest may be written
     */
    void confirm();

    /** Release the view. From any thread and more than once; unblocks writers, which then fail. Never throws. */
    @Override
    void close();
}
