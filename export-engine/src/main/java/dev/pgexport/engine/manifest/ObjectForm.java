package dev.pgexport.engine.manifest;

import com.fasterxml.jackson.databind.util.StdConverter;
import dev.pgexport.api.Checksums;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.Codec;
import dev.pgexport.api.manifest.ManifestObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An object of the manifest as JSON has it: checksums side by side, rows as a list, since a table's name is two strings. */
record ObjectForm(
        ObjectName name,
        long bytes,
        Optional<String> sha256,
        Optional<String> crc32c,
        Optional<String> crc64nvme,
        Optional<String> etag,
        Codec codec,
        long decodedBytes,
        List<TableRows> rows) {

    /** How many rows of a table an object holds. */
    record TableRows(String schema, String name, long rows) {}

    static final class FromObject extends StdConverter<ManifestObject, ObjectForm> {
        @Override
        public ObjectForm convert(ManifestObject object) {
            List<TableRows> rows = object.rows().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(entry -> new TableRows(
                            entry.getKey().schema(), entry.getKey().name(), entry.getValue()))
                    .toList();
            return new ObjectForm(
                    object.name(),
                    object.bytes(),
                    object.checksums().sha256(),
                    object.checksums().crc32c(),
                    object.checksums().crc64nvme(),
                    object.checksums().etag(),
                    object.codec(),
                    object.decodedBytes(),
                    rows);
        }
    }

    static final class ToObject extends StdConverter<ObjectForm, ManifestObject> {
        @Override
        public ManifestObject convert(ObjectForm form) {
            Map<TableName, Long> rows = new LinkedHashMap<>();
            for (TableRows table : form.rows()) {
                TableName name = new TableName(table.schema(), table.name());
                if (rows.put(name, table.rows()) != null) {
                    throw new IllegalArgumentException(form.name() + " counts the rows of " + name + " twice");
                }
            }
            return new ManifestObject(
                    form.name(),
                    form.bytes(),
                    new Checksums(form.sha256(), form.crc32c(), form.crc64nvme(), form.etag()),
                    form.codec(),
                    form.decodedBytes(),
                    rows);
        }
    }
}
