package dev.pgexport.engine.read;

import dev.pgexport.api.ObjectName;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.read.DecodedObjects;
import java.io.IOException;
import java.io.InputStream;
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
        return CheckedStream.open(
                new CheckedExport(export.manifest(), export.stored(), export.progress()),
                object,
                () -> complete.add(object.name()));
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
