package dev.pgexport.engine.verify;

import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.manifest.ManifestTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares numbers of rows: those of the manifest with each other, and those that were counted with the manifest's. */
final class RowCheck {
    private final Differences differences;

    RowCheck(Differences differences) {
        this.differences = differences;
    }

    /** Check that the manifest's tables have the rows that its objects have. */
    void manifest(Manifest manifest) {
        Map<TableName, Long> sums = new HashMap<>();
        for (ManifestObject object : manifest.objects()) {
            object.rows().forEach((table, rows) -> sums.merge(table, rows, Long::sum));
        }
        for (ManifestTable table : manifest.tables()) {
            TableName name = table.description().name();
            Long sum = sums.remove(name);
            boolean same = table.rows().isPresent()
                    ? sum != null && sum == table.rows().getAsLong()
                    : sum == null && !table.description().data();
            if (!same) {
                differences.add(
                        Difference.Kind.MANIFEST,
                        name.toString(),
                        show(table) + " by its tables, " + (sum == null ? "none" : sum) + " by its objects");
            }
        }
        sums.forEach((table, rows) -> differences.add(
                Difference.Kind.MANIFEST, table.toString(), rows + " rows of a table that it does not list"));
    }

    private static String show(ManifestTable table) {
        return table.rows().isPresent() ? table.rows().getAsLong() + " rows" : "no rows";
    }

    /** Check the rows that were counted in an object. */
    void object(ManifestObject object, Map<TableName, Long> counted) {
        Set<TableName> tables = new TreeSet<>(object.rows().keySet());
        tables.addAll(counted.keySet());
        for (TableName table : tables) {
            Long expected = object.rows().get(table);
            Long found = counted.get(table);
            if (expected == null || !expected.equals(found)) {
                differences.add(
                        Difference.Kind.ROWS,
                        object,
                        (expected == null ? "no" : expected) + " rows of " + table + " expected, "
                                + (found == null ? "none" : found) + " found");
            }
        }
    }
}
