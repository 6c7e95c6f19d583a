package dev.pgexport.engine.manifest;

import com.fasterxml.jackson.databind.util.StdConverter;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.Codec;
import dev.pgexport.api.manifest.ManifestObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An object of the manifest as JSON has it: the rows are a list, since a table's name is two strings. */
record ObjectForm(
        ObjectName name,
        long bytes,
        String sha256,
        String crc32c,
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
                    object.sha256(),
                    object.crc32c(),
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
                    form.name(), form.bytes(), form.sha256(), form.crc32c(), form.codec(), form.decodedBytes(), rows);
        }
    }
}
