package dev.pgexport.api;

import dev.pgexport.api.manifest.ManifestObject;
import java.io.IOException;
import java.io.InputStream;

/** Reads the objects of one export again, to find out whether they hold what the manifest says. Thread-safe. */
public interface Inspection extends AutoCloseable {
    /**
     * Read one object to its end.
     *
     * @param object the object, as the manifest has it
     * @param decoded its bytes, without the codec
     * @return what it holds
     * @throws ExportException of kind INTEGRITY when the bytes are not a whole object
     */
    Written inspect(ManifestObject object, InputStream decoded) throws IOException, InterruptedException;

    /**
     * Check what can only be checked once every object was read.
     *
     * @throws ExportException of kind INTEGRITY when the export is not whole
     */
    void finish() throws IOException, InterruptedException;

    @Override
    void close();
}
