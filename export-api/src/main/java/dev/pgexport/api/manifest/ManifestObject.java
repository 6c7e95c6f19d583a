package dev.pgexport.api.manifest;

import dev.pgexport.api.ObjectName;
import dev.pgexport.api.TableName;
import java.util.Map;

/**
 * An object of an export.
 *
 * @param name within the export, with the codec's suffix
 * @param bytes its size as stored
 * @param sha256 of the stored bytes, 64 lower-case hex digits
 * @param crc32c of the stored bytes, 8 lower-case hex digits
 * @param codec how it is compressed by the engine
 * @param decodedBytes its size without the codec
 * @param rows the rows of each table in it
 */
public record ManifestObject(
        ObjectName name,
        long bytes,
        String sha256,
        String crc32c,
        Codec codec,
        long decodedBytes,
        Map<TableName, Long> rows) {

    public ManifestObject {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a SHA-256 in hex: " + sha256);
        }
        if (!crc32c.matches("[0-9a-f]{8}")) {
            throw new IllegalArgumentException("not a CRC32C in hex: " + crc32c);
        }
        if (bytes < 0 || decodedBytes < 0) {
            throw new IllegalArgumentException("a size is not negative: " + name);
        }
        rows = Map.copyOf(rows);
    }
}
