package dev.pgexport.postgres.archive;

import dev.pgexport.api.TableName;
import java.util.Map;

/**
 * What a whole dump holds.
 *
 * @param rows how many rows of each table; a table without rows is there with 0
 * @param largeObjects how many large objects; 0 for plain SQL, where they are statements among others
 */
public record DumpContents(Map<TableName, Long> rows, long largeObjects) {
    public DumpContents {
        rows = Map.copyOf(rows);
    }
}
