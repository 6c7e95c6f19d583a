package dev.pgexport.testkit;

import dev.pgexport.api.Checksums;
import dev.pgexport.api.Export;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.ExportObject;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.TableName;
import dev.pgexport.api.Written;
import dev.pgexport.api.manifest.Codec;
import dev.pgexport.api.manifest.ExportDescription;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.manifest.ManifestTable;
import dev.pgexport.api.manifest.TableDescription;
import dev.pgexport.api.manifest.Timings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * Everything that an export wrote, in memory: for tests with little data.
 *
 * @param description what the export said of itself
 * @param objects what it wrote, by name
 */
public record ExportRecording(ExportDescription description, Map<ObjectName, Recorded> objects) {
    /**
     * An object that was written.
     *
     * @param bytes what was written
     * @param written what the source said of it
     */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    public record Recorded(ObjectName name, byte[] bytes, Written written) {
        /** Write an object to memory. */
        public static Recorded of(ExportObject object) throws IOException, InterruptedException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Written written = object.writeTo(bytes);
            return new Recorded(object.name(), bytes.toByteArray(), written);
        }

        /** Return this object as a manifest would have it. */
        public ManifestObject manifestObject() {
            return new ManifestObject(
                    name,
                    bytes.length,
                    Checksums.of(sha256(bytes), crc32c(bytes)),
                    Codec.NONE,
                    bytes.length,
                    written.rows());
        }
    }

    /** Write all objects of an export, one after the other, and confirm it. */
    public static ExportRecording of(Export export) throws IOException, InterruptedException {
        Map<ObjectName, Recorded> objects = new TreeMap<>();
        for (var remaining = export.objects(); remaining.hasNext(); ) {
            Recorded recorded = Recorded.of(remaining.next());
            objects.put(recorded.name(), recorded);
        }
        export.confirm();
        return new ExportRecording(export.description(), objects);
    }

    /** Return how many rows of each table were written. */
    public Map<TableName, Long> rows() {
        Map<TableName, Long> rows = new TreeMap<>();
        objects.values()
                .forEach(object ->
                        object.written().rows().forEach((table, count) -> rows.merge(table, count, Long::sum)));
        return rows;
    }

    /** Return the manifest that these objects would have. */
    public Manifest manifest() {
        return new Manifest(
                Manifest.FORMAT_VERSION,
                new ExportId("recorded"),
                "recorded",
                description.reader(),
                "0",
                Map.of(),
                description.source(),
                description.consistency(),
                description.contents(),
                description.tables().stream().map(this::manifestTable).toList(),
                description.types(),
                objects.values().stream().map(Recorded::manifestObject).toList(),
                description.leftOut(),
                List.of(),
                new Timings(Instant.EPOCH, Duration.ZERO, Duration.ZERO));
    }

    private ManifestTable manifestTable(TableDescription table) {
        List<Recorded> holders = objects.values().stream()
                .filter(object -> object.written().rows().containsKey(table.name()))
                .toList();
        OptionalLong rows = table.data()
                ? OptionalLong.of(holders.stream()
                        .mapToLong(object -> object.written().rows().getOrDefault(table.name(), 0L))
                        .sum())
                : OptionalLong.empty();
        return new ManifestTable(
                table, rows, holders.stream().map(Recorded::name).toList());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String crc32c(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return HexFormat.of().toHexDigits((int) checksum.getValue());
    }
}
