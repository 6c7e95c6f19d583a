package dev.pgexport.snapshot.internal;

import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.ExportDescription;
import dev.pgexport.snapshot.internal.storage.Place;
import java.util.List;
import java.util.Map;

/**
 * An export that RDS has made, and that is whole as far as its reports and the listing tell.
 *
 * @param task which made it
 * @param place where its files are
 * @param description the manifest's first half
 * @param folders the tables by their folders below the place
 * @param withoutFile the tables without rows, by the report that names them
 * @param objects how many there are
 * @param bytes how many they have in all
 */
record Completed(
        String task,
        Place place,
        ExportDescription description,
        Map<String, TableName> folders,
        Map<String, List<TableName>> withoutFile,
        long objects,
        long bytes) {

    Completed {
        folders = Map.copyOf(folders);
        withoutFile = Map.copyOf(withoutFile);
    }
}
