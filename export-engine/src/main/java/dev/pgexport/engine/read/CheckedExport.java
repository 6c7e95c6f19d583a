package dev.pgexport.engine.read;

import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.read.DecodedObjects;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/**
 * Opens an export's objects, each of which is compared with the manifest at its end. Thread-safe.
 *
 * @param manifest what the export holds
 * @param stored its location
 * @param progress hears how many stored bytes more were read, from any thread
 */
public record CheckedExport(Manifest manifest, StoredBytes stored, LongConsumer progress) implements DecodedObjects {
    @Override
    public InputStream open(ManifestObject object) throws IOException, InterruptedException {
        return CheckedStream.open(this, object, () -> {});
    }
}
