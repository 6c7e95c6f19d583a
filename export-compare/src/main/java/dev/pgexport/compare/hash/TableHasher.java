package dev.pgexport.compare.hash;

import java.util.ArrayList;
import java.util.List;

/** Adds up the hashes of a table's rows. Not thread-safe: each worker has its own, and their results are added. */
public final class TableHasher {
    private final long[] columnLows;
    private final long[] columnHighs;
    private long rows;
    private long low;
    private long high;

    /**
     * Add up rows.
     *
     * @param columns how many columns each has
     */
    public TableHasher(int columns) {
        this.columnLows = new long[columns];
        this.columnHighs = new long[columns];
    }

    /** Add the row that the hasher has ended. */
    public void add(RowHasher row) {
        if (row.columnCount() != columnLows.length) {
            throw new IllegalArgumentException(
                    "a row of " + row.columnCount() + " columns in a table of " + columnLows.length);
        }
        rows++;
        low += row.low();
        high += row.high() + Hash128.carry(low, row.low());
        for (int i = 0; i < columnLows.length; i++) {
            long addend = row.columnLow(i);
            columnLows[i] += addend;
            columnHighs[i] += row.columnHigh(i) + Hash128.carry(columnLows[i], addend);
        }
    }

    /** Return the hash of the rows so far. */
    public TableHash hash() {
        List<Hash128> columns = new ArrayList<>(columnLows.length);
        for (int i = 0; i < columnLows.length; i++) {
            columns.add(new Hash128(columnHighs[i], columnLows[i]));
        }
        return new TableHash(rows, new Hash128(high, low), columns);
    }
}
