package dev.pgexport.api.manifest;

import dev.pgexport.api.ObjectName;
import java.util.List;
import java.util.OptionalLong;

/**
 * A table of an export.
 *
 * @param description the table
 * @param rows how many of its own rows the export holds; empty when its rows are not part of the export
 * @param objects the objects that hold them
 */
public record ManifestTable(TableDescription description, OptionalLong rows, List<ObjectName> objects) {
    public ManifestTable {
        objects = List.copyOf(objects);
    }
}
