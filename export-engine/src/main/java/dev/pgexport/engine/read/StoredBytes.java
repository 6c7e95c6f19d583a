package dev.pgexport.engine.read;

import dev.pgexport.api.ObjectName;
import java.io.IOException;
import java.io.InputStream;

/** Opens an object as it is stored, by its name within a location: {@link dev.pgexport.api.Sink#open}. Thread-safe. */
@FunctionalInterface
public interface StoredBytes {
    InputStream open(ObjectName name) throws IOException, InterruptedException;
}
