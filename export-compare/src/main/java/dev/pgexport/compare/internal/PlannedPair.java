package dev.pgexport.compare.internal;

import java.util.List;

/** How a table of the first side and of another are compared. */
sealed interface PlannedPair {
    /**
     * By their rows.
     *
     * @param first what is compared of the first side
     * @param other what is compared of the other
     * @param schema what differs in the declaration
     * @param passedOver columns that cannot be compared, and why: half sentences
     */
    record Rows(Projection first, Projection other, List<String> schema, List<String> passedOver)
            implements PlannedPair {
        public Rows {
            schema = List.copyOf(schema);
            passedOver = List.copyOf(passedOver);
        }
    }

    /** Neither side holds rows of its own: by their declarations. */
    record Declaration(List<String> schema) implements PlannedPair {
        public Declaration {
            schema = List.copyOf(schema);
        }
    }

    /** Only the first side has it. */
    record Missing() implements PlannedPair {}

    /** Only the other side has it. */
    record Extra() implements PlannedPair {}

    /** Not at all. */
    record NotComparable(String reason) implements PlannedPair {}
}
