package dev.pgexport.api;

import java.time.Instant;
import java.util.Optional;

/**
 * An object that a sink holds.
 *
 * @param name relative to the location
 * @param bytes its size
 * @param modified when it was committed
 * @param crc32c the CRC32C of all its bytes as 8 hex digits, when the storage itself vouches for it
 */
public record StoredObject(ObjectName name, long bytes, Instant modified, Optional<String> crc32c) {}
