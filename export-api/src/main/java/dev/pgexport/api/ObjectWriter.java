package dev.pgexport.api;

import java.io.IOException;
import java.io.OutputStream;

/** Writes the bytes of one object. */
@FunctionalInterface
public interface ObjectWriter {
    /** Write all bytes; a normal return means that they are complete. Does not close {@code out}. */
    void writeTo(OutputStream out) throws IOException, InterruptedException;
}
