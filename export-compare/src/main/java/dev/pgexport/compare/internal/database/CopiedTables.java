package dev.pgexport.compare.internal.database;

import dev.pgexport.api.ExportObject;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.TableDescription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The objects of an export that hold the rows of tables, the biggest first. Immutable. */
public final class CopiedTables {
    private static final String FOLDER = "data";

    private final List<Part> parts = new ArrayList<>();

    /** Find out by its name to which table an object belongs: {@code data/<schema>.<table>/<part>}. */
    public CopiedTables(List<TableDescription> tables, Iterator<ExportObject> objects) {
        Map<String, TableDescription> bySegment = new HashMap<>();
        tables.forEach(table -> bySegment.put(table.name().segment(), table));
        while (objects.hasNext()) {
            ExportObject object = objects.next();
            List<String> segments = object.name().segments();
            if (segments.get(0).equals(FOLDER) && segments.size() > 1) {
                Optional.ofNullable(bySegment.get(segments.get(1)))
                        .ifPresent(table -> parts.add(new Part(table, object)));
            }
        }
    }

    /** A part of a table. */
    public record Part(TableDescription table, ExportObject object) {}

    /** Return the parts of tables. */
    public List<Part> of(Set<TableName> tables) {
        return parts.stream()
                .filter(part -> tables.contains(part.table().name()))
                .toList();
    }
}
