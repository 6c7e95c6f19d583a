package dev.pgexport.api;

import java.net.URI;

/**
 * Bytes of an object that another service has already put somewhere, as the source saw them when it looked into them: so
 * that nobody has to look again.
 *
 * @param location where they lie
 * @param bytes how many they are
 * @param checksums what tells them from others, at least one: the ETag, if nothing else
 * @param written what they hold
 */
public record ExistingObject(URI location, long bytes, Checksums checksums, Written written) {
    public ExistingObject {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is not negative: " + location);
        }
        if (checksums.isEmpty()) {
            throw new IllegalArgumentException("there is no checksum of " + location);
        }
    }
}
