package dev.pgexport.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A location that holds exports. Thread-safe.
 *
 * <p>Names are relative to the location: the first segment is the export's id. Every failure of the storage is an {@link
 * ExportException} that names the object and the location.
 */
public interface Sink extends AutoCloseable {
    /**
     * Put an object, whole or not at all, in place of whatever has that name.
     *
     * <p>The object is visible once this returns, and only then: the writer's normal return commits it. When the writer
     * throws, its exception is passed on, nothing of the object is visible or left behind, and an older object of that
     * name is as it was; when the sink's own stream failed first, that failure is thrown.
     *
     * @throws InterruptedException when the thread was interrupted; nothing is left behind
     */
    StoredObject put(ObjectName name, ObjectWriter writer) throws IOException, InterruptedException;

    /**
     * Put an object as {@link #put} does, unless one of that name exists.
     *
     * @throws ExportException of kind CONFLICT when it exists; of two at the same time one succeeds
     */
    StoredObject create(ObjectName name, ObjectWriter writer) throws IOException, InterruptedException;

    /**
     * Open a committed object.
     *
     * @throws ExportException of kind INTEGRITY when there is none of that name
     */
    InputStream open(ObjectName name) throws IOException;

    /** Find a committed object, with the checksums that the storage vouches for. */
    Optional<StoredObject> find(ObjectName name) throws IOException;

    /**
     * List the committed objects below a folder, in no particular order, lazily: close the stream.
     *
     * @param folder the folder, or empty for the whole location
     */
    Stream<StoredObject> list(Optional<ObjectName> folder) throws IOException;

    /** List the ids of what looks like exports: the first segments, in order, complete or not. */
    Stream<ExportId> exports() throws IOException;

    /** Delete an object; does nothing when there is none. */
    void delete(ObjectName name) throws IOException;

    /**
     * Claim an export's name for one run, until closed or until this process ends, however it ends.
     *
     * @throws ExportException of kind BUSY when a living run holds it, CONFLICT when what lies there is no export
     */
    Claim claim(ExportId id) throws IOException;

    /** Find what dead runs left: parts of exports that have no manifest and that no living run holds. */
    List<Leftover> leftovers() throws IOException;

    /** Remove a leftover, unless a run has claimed it meanwhile. */
    void remove(Leftover leftover) throws IOException;

    /** Return where another service may write, when this sink can adopt what it wrote. */
    default Optional<HandOff> handOff() {
        return Optional.empty();
    }

    /** Return how to fill a database, when this sink does that and stores nothing: it then has no objects, ever. */
    default Optional<Loading> loading() {
        return Optional.empty();
    }

    /** Return how many requests this sink has sent so far, repeated ones too, where it sends any and counts them. */
    default OptionalLong requests() {
        return OptionalLong.empty();
    }

    @Override
    void close();

    /** A name that a run holds. */
    interface Claim extends AutoCloseable {
        @Override
        void close();
    }
}
