package dev.pgexport.compare;

import dev.pgexport.api.TableName;
import java.util.List;
import java.util.OptionalLong;

/**
 * What was found of one table.
 *
 * @param table its name
 * @param rows how many rows the first side has; empty where it does not hold the table
 * @param verdicts for each side but the first, in their order
 */
public record TableComparison(TableName table, OptionalLong rows, List<Verdict> verdicts) {
    public TableComparison {
        verdicts = List.copyOf(verdicts);
    }

    /** Return whether every side holds the same rows as the first. */
    public boolean same() {
        return verdicts.stream().allMatch(Verdict.Same.class::isInstance);
    }
}
