package dev.pgexport.postgres.archive;

import dev.pgexport.api.TableName;
import java.util.Map;

/**
 * What a whole archive holds.
 *
 * @param rows how many rows of each table; a table without rows is there with 0
 * @param largeObjects how many large objects
 */
public record ArchiveContents(Map<TableName, Long> rows, long largeObjects) {
    public ArchiveContents {
        rows = Map.copyOf(rows);
    }
}
