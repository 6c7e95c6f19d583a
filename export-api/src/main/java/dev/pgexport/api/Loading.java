package dev.pgexport.api;

import dev.pgexport.api.manifest.Manifest;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Fills a database with an export as it comes: complete, or empty as it was. Belongs to a sink that stores nothing; used while
 * that sink's claim is held. Only {@link #load} is called by several threads at once.
 *
 * <p>From {@link #begin} on the database itself says that it is being filled, so that whatever a dead run left in it is found
 * by {@link Sink#leftovers} and taken back by {@link Sink#remove}.
 */
public interface Loading {
    /** Writes what is loaded. */
    @FunctionalInterface
    interface Writer {
        /** Write all bytes and return what they hold; a normal return means that they are complete. */
        Written writeTo(OutputStream out) throws IOException, InterruptedException;
    }

    /**
     * Look whether the database can take an export, and begin to fill it.
     *
     * @throws ExportException of kind CONFLICT, before anything is done, when it is not empty or is the source itself
     */
    void begin(LoadRequest request) throws InterruptedException;

    /**
     * Load one object, whole or not at all: nothing of it is committed before its writer has returned, and the server's count
     * of its rows is the writer's. Waits for the definitions where rows need them. Loading an object again, because it is not
     * known whether it was committed, does no harm.
     *
     * @throws ExportException of kind CONFIGURATION when it is of a content that cannot be loaded, INTEGRITY when the rows do
     *     not agree
     */
    void load(ObjectName name, ObjectContent content, Writer writer) throws IOException, InterruptedException;

    /**
     * Do what comes after the rows, as indexes and constraints, compare every table's number of rows with the manifest's, and
     * then, last of all, say that the database is complete.
     *
     * @throws ExportException of kind INTEGRITY when the rows do not agree
     */
    void complete(Manifest manifest) throws IOException, InterruptedException;

    /** End every {@link #load} that goes on, which then fails. From any thread. */
    void abort();

    /**
     * Take back everything that was loaded, by this run or a dead one. Does nothing when nothing was.
     *
     * @return how many objects of the database were dropped, without those that went with their schema
     */
    long discard() throws InterruptedException;
}
