package dev.pgexport.api;

import java.time.Instant;

/**
 * An object that a sink holds.
 *
 * @param name relative to the location
 * @param bytes its size
 * @param modified when it was committed
 * @param checksums of all its bytes, those that the storage itself vouches for; a listing may have fewer than {@link
 *     Sink#find}
 */
public record StoredObject(ObjectName name, long bytes, Instant modified, Checksums checksums) {}
