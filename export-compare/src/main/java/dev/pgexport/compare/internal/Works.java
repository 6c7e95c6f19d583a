package dev.pgexport.compare.internal;

import dev.pgexport.api.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one reading of the sides is for. Not thread-safe while works are added. */
final class Works {
    private final Map<Integer, Map<TableName, List<TableWork>>> bySide = new HashMap<>();

    void add(int side, TableName table, TableWork work) {
        bySide.computeIfAbsent(side, s -> new HashMap<>())
                .computeIfAbsent(table, t -> new ArrayList<>())
                .add(work);
    }

    Map<TableName, List<TableWork>> of(int side) {
        return bySide.getOrDefault(side, Map.of());
    }
}
