package dev.pgexport.api.manifest;

import dev.pgexport.api.Checksums;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.TableName;
import java.util.Map;

/**
 * An object of an export.
 *
 * @param name within the export, with the codec's suffix
 * @param bytes its size as stored
 * @param checksums of the stored bytes, at least one; SHA-256 and CRC32C when they passed through pgexport
 * @param codec how it is compressed by the engine
 * @param decodedBytes its size without the codec
 * @param rows the rows of each table in it
 */
public record ManifestObject(
        ObjectName name, long bytes, Checksums checksums, Codec codec, long decodedBytes, Map<TableName, Long> rows) {

    public ManifestObject {
        if (checksums.isEmpty()) {
            throw new IllegalArgumentException("there is no checksum of " + name);
        }
        if (bytes < 0 || decodedBytes < 0) {
            throw new IllegalArgumentException("a size is not negative: " + name);
        }
        rows = Map.copyOf(rows);
    }
}
