package dev.pgexport.compare.hash;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The content hash of a table, or of a part of it, whatever the order of its rows; see docs/canonical-rows.md.
 *
 * @param rows how many rows there are, each duplicate counted
 * @param sum the sum of the hashes of the rows, modulo 2^128
 * @param columns for each column the sum of the hashes of its values
 */
public record TableHash(long rows, Hash128 sum, List<Hash128> columns) {
    public TableHash {
        if (rows < 0) {
            throw new IllegalArgumentException("a table has 0 rows or more: " + rows);
        }
        columns = List.copyOf(columns);
    }

    /**
     * Return the hash of both parts together.
     *
     * @throws IllegalArgumentException if they do not have the same number of columns
     */
    public TableHash plus(TableHash other) {
        expectSameColumns(other);
        List<Hash128> sums = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            sums.add(columns.get(i).plus(other.columns.get(i)));
        }
        return new TableHash(Math.addExact(rows, other.rows), sum.plus(other.sum), sums);
    }

    /**
     * Return the columns, from 0, whose values are not the same. There may be none although the tables differ: the same
     * values in other rows.
     */
    public List<Integer> differingColumns(TableHash other) {
        expectSameColumns(other);
        return IntStream.range(0, columns.size())
                .filter(i -> !columns.get(i).equals(other.columns.get(i)))
                .boxed()
                .toList();
    }

    private void expectSameColumns(TableHash other) {
        if (columns.size() != other.columns.size()) {
            throw new IllegalArgumentException(
                    "tables of " + columns.size() + " and of " + other.columns.size() + " columns");
        }
    }
}
