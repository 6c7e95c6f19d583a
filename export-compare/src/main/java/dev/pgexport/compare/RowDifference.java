package dev.pgexport.compare;

import java.util.List;
import java.util.Optional;

/**
 * One row that differs.
 *
 * @param kind how
 * @param key the values that tell which row it is: of the primary key, or of all columns where there is none
 * @param changes the values that differ, for a row that is in both sides
 */
public record RowDifference(Kind kind, List<Value> key, List<Change> changes) {
    public RowDifference {
        key = List.copyOf(key);
        changes = List.copyOf(changes);
    }

    /** How a row differs from what the first side has. */
    public enum Kind {
        /** Only the first side has it. */
        MISSING,
        /** The first side does not have it. */
        EXTRA,
        /** Both have a row of this key, with other values. */
        CHANGED
    }

    /**
     * A value of a column.
     *
     * @param text the canonical text, perhaps cut or masked; empty for NULL
     */
    public record Value(String column, Optional<String> text) {}

    /**
     * A value that is not the same.
     *
     * @param first the first side's canonical text, perhaps cut or masked; empty for NULL
     * @param other the other side's
     */
    public record Change(String column, Optional<String> first, Optional<String> other) {}
}
