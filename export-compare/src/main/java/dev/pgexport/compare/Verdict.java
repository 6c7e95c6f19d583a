package dev.pgexport.compare;

import java.util.List;

/** What was found of a table of one side, beside the first side's. */
public sealed interface Verdict {
    /**
     * The same rows in columns of the same names and types.
     *
     * @param rows how many
     */
    record Same(long rows) implements Verdict {}

    /**
     * Not the same.
     *
     * @param missing how many rows of the first side have no counterpart here
     * @param extra how many rows here have no counterpart in the first side
     * @param changed how many have a counterpart of the same key with other values; 0 for a table without a key
     * @param columns the names of the columns whose values differ, in the table's order
     * @param schema what differs in the declaration: sentences, such as {@code column price is numeric, was text}
     * @param examples some of the rows that differ
     */
    record Different(
            long missing,
            long extra,
            long changed,
            List<String> columns,
            List<String> schema,
            List<RowDifference> examples)
            implements Verdict {
        public Different {
            columns = List.copyOf(columns);
            schema = List.copyOf(schema);
            examples = List.copyOf(examples);
        }
    }

    /**
     * Nothing can be said.
     *
     * @param reason why, as half a sentence: {@code this export does not hold it}
     */
    record NotComparable(String reason) implements Verdict {}
}
