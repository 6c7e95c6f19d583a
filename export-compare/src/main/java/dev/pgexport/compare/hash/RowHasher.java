package dev.pgexport.compare.hash;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Hashes rows, one after the other: each column's canonical bytes by XXH3-128, and the row by XXH3-128 over the length
 * (8 bytes, -1 for NULL) and the hash (16 bytes) of each column, all of them little-endian.
 *
 * <p>No column is copied, whatever its size. Not thread-safe: each worker has its own. Call {@link #column} or
 * {@link #nullColumn} for each column in order, then {@link #endRow}.
 */
public final class RowHasher {
    private static final Hasher128 HASHER = Hashing.xxh3_128();
    private static final VarHandle INT64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int COLUMN_BYTES = 24;
    private static final byte[] NO_BYTES = {};

    private final int[] key;
    private final byte[] columns;
    private final byte[] keyColumns;
    private int filled;
    private long high;
    private long low;
    private long place;

    /**
     * Hash rows that have no key.
     *
     * @param columns how many columns a row has, 0 or more
     */
    public RowHasher(int columns) {
        this(columns, List.of());
    }

    /**
     * Hash rows with a key.
     *
     * @param columns how many columns a row has
     * @param key the columns that identify a row, from 0: two versions of a row have the same {@link #place}; where
     *     there are none, the place is that of the whole row
     */
    public RowHasher(int columns, List<Integer> key) {
        if (columns < 0 || key.stream().anyMatch(column -> column < 0 || column >= columns)) {
            throw new IllegalArgumentException("a key of columns " + key + " in a row of " + columns);
        }
        this.key = key.stream().mapToInt(Integer::intValue).toArray();
        this.columns = new byte[COLUMN_BYTES * columns];
        this.keyColumns = new byte[COLUMN_BYTES * this.key.length];
    }

    /** Take the next column's canonical bytes, which are read at once. */
    public void column(byte[] bytes, int offset, int length) {
        put(length, HASHER.hashBytesTo128Bits(bytes, offset, length));
    }

    /** Take NULL as the next column. */
    public void nullColumn() {
        put(-1, HASHER.hashBytesTo128Bits(NO_BYTES, 0, 0));
    }

    private void put(long length, HashValue128 hash) {
        if (filled == columns.length) {
            throw new IllegalStateException("the row has more than " + columnCount() + " columns");
        }
        INT64.set(columns, filled, length);
        INT64.set(columns, filled + 8, hash.getLeastSignificantBits());
        INT64.set(columns, filled + 16, hash.getMostSignificantBits());
        filled += COLUMN_BYTES;
    }

    /**
     * End the row; its hashes can be asked for until the next one begins.
     *
     * @throws IllegalStateException if it has too few columns
     */
    public void endRow() {
        if (filled != columns.length) {
            throw new IllegalStateException(
                    "the row has " + filled / COLUMN_BYTES + " columns instead of " + columnCount());
        }
        filled = 0;
        HashValue128 row = HASHER.hashBytesTo128Bits(columns, 0, columns.length);
        high = row.getMostSignificantBits();
        low = row.getLeastSignificantBits();
        place = high;
        if (key.length > 0) {
            for (int i = 0; i < key.length; i++) {
                System.arraycopy(columns, COLUMN_BYTES * key[i], keyColumns, COLUMN_BYTES * i, COLUMN_BYTES);
            }
            place = HASHER.hashBytesTo128Bits(keyColumns, 0, keyColumns.length).getMostSignificantBits();
        }
    }

    /** Return the hash of the last row. */
    public Hash128 row() {
        return new Hash128(high, low);
    }

    /** Return where in the hash space the last row is, see {@link HashRange}. */
    public long place() {
        return place;
    }

    /** Return the hash of a column of the last row; NULL has another than no bytes. */
    public Hash128 columnHash(int column) {
        return new Hash128(columnHigh(column), columnLow(column));
    }

    int columnCount() {
        return columns.length / COLUMN_BYTES;
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    /** Return half of a column's hash, in which NULL is not the same as no bytes. */
    long columnLow(int column) {
        return (long) INT64.get(columns, COLUMN_BYTES * column + 8) ^ nullMark(column);
    }

    long columnHigh(int column) {
        return (long) INT64.get(columns, COLUMN_BYTES * column + 16) ^ nullMark(column);
    }

    private long nullMark(int column) {
        return (long) INT64.get(columns, COLUMN_BYTES * column) < 0 ? -1 : 0;
    }

    @Override
    public String toString() {
        return "hasher of rows with " + columnCount() + " columns, key " + Arrays.toString(key);
    }
}
