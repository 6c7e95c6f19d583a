package dev.pgexport.api.read;

import dev.pgexport.api.manifest.ManifestObject;
import java.io.IOException;
import java.io.InputStream;

/** Opens the objects of an export for its reader. Thread-safe. */
@FunctionalInterface
public interface DecodedObjects {
    /**
     * Open the bytes of an object, its codec undone. At their end, and only there, they are compared with the manifest: an
     * end of file means that they are right.
     *
     * @return a stream that throws an {@link dev.pgexport.api.ExportException} where the object is not what the manifest
     *     says, or the storage fails; used by one thread at a time
     */
    InputStream open(ManifestObject object) throws IOException, InterruptedException;
}
