package dev.pgexport.compare;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a comparison found.
 *
 * @param sides what was compared, 2 or more; the first is what each of the others was compared with
 * @param tables every table that any side holds, by name
 * @param started when it began
 * @param took how long it took, without the exports that may have been made for it
 */
public record Comparison(List<Side> sides, List<TableComparison> tables, Instant started, Duration took) {
    public Comparison {
        sides = List.copyOf(sides);
        tables = List.copyOf(tables);
        if (sides.size() < 2) {
            throw new IllegalArgumentException("a comparison has 2 sides or more: " + sides.size());
        }
        int others = sides.size() - 1;
        for (TableComparison table : tables) {
            if (table.verdicts().size() != others) {
                throw new IllegalArgumentException(
                        table.table() + " has " + table.verdicts().size() + " verdicts for " + others + " sides");
            }
        }
    }

    /** Return whether every side was found to hold the same as the first: nothing differs, nothing could not be compared. */
    public boolean same() {
        return tables.stream().allMatch(TableComparison::same);
    }
}
