package dev.pgexport.api.read;

import java.util.Objects;

/** A row that a reader fills again and again: {@link #start}, then a value for each column. */
public final class RowBuffer implements Row {
    private static final byte[] NO_BYTES = {};

    private final int[] offsets;
    private final int[] lengths;
    private byte[] bytes = NO_BYTES;
    private int count;

    /**
     * Make room for rows.
     *
     * @param columns how many values a row has at most, 0 or more
     */
    public RowBuffer(int columns) {
        offsets = new int[columns];
        lengths = new int[columns];
    }

    /** Start a row without values, whose values will lie in an array. */
    public void start(byte[] array) {
        bytes = array;
        count = 0;
    }

    /**
     * Add a value.
     *
     * @throws IndexOutOfBoundsException when the row has all of its columns
     */
    public void add(int offset, int length) {
        offsets[count] = offset;
        lengths[count++] = length;
    }

    /**
     * Add NULL.
     *
     * @throws IndexOutOfBoundsException when the row has all of its columns
     */
    public void addNull() {
        add(0, -1);
    }

    /** Return whether the row has as many values as there is room for. */
    public boolean isFull() {
        return count == lengths.length;
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int fieldCount() {
        return count;
    }

    @Override
    public int offset(int field) {
        return offsets[Objects.checkIndex(field, count)];
    }

    @Override
    public int length(int field) {
        return lengths[Objects.checkIndex(field, count)];
    }
}
