package dev.pgexport.api;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** One named run of bytes of an export, pushed by its source. */
public interface ExportObject {
    /** Return the name within the export, without a codec's suffix. */
    ObjectName name();

    /** Return about how many bytes {@link #writeTo} will write, for order and progress; 0 when unknown. */
    long estimatedBytes();

    /** Return whether the engine may compress the bytes; false when they are compressed already. */
    boolean compressible();

    /** Return whether the bytes may be written again from the start, in the same snapshot. */
    boolean repeatable();

    /**
     * Write all bytes. A normal return means that they are complete; anything else that they are not.
     *
     * <p>Called on a thread of the engine's, at most once at a time. Never closes {@code out}. A failure of {@code out}
     * is passed on as it is.
     *
     * @return what was written
     * @throws ExportException when the source fails
     * @throws IOException when {@code out} fails
     * @throws InterruptedException when the thread was interrupted or the export closed
     */
    Written writeTo(OutputStream out) throws IOException, InterruptedException;

    /** Return what the bytes are to whoever loads them into a database instead of storing them. */
    default ObjectContent content() {
        return new ObjectContent.Other();
    }

    /**
     * Return where another service has put these bytes already, for a sink that can adopt them there. Called on a
     * thread of the engine's, instead of {@link #writeTo}.
     */
    default Optional<ExistingObject> existing() {
        return Optional.empty();
    }
}
