package dev.pgexport.engine.read;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.read.DecodedObjects;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Opens an export's objects, compares them with the manifest, and knows which were read to their end. Thread-safe. */
final class CheckedObjects implements DecodedObjects {
    private final ReadExport export;
    private final Set<ObjectName> complete = ConcurrentHashMap.newKeySet();

    CheckedObjects(ReadExport export) {
        this.export = export;
    }

    @Override
    public InputStream open(ManifestObject object) throws IOException, InterruptedException {
        ObjectName name = export.manifest().id().resolve(object.name());
        try {
            return new CheckedStream(
                    name, object, export.stored().open(name), export.progress(), () -> complete.add(object.name()));
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new ExportException(Kind.UNAVAILABLE, "cannot read " + name + ": " + e.getMessage(), e);
        }
    }

    /**
     * Make sure that a reader has read objects to their end, and forget it.
     *
     * @throws IllegalStateException when it has not: a defect of the reader
     */
    void requireComplete(Collection<ManifestObject> objects) {
        for (ManifestObject object : objects) {
            if (!complete.remove(object.name())) {
                throw new IllegalStateException("the reader " + export.reader().name() + " did not read "
                        + export.manifest().id().resolve(object.name()) + " to its end");
            }
        }
    }
}
