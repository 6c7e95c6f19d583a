package dev.pgexport.snapshot.parquet;

import dev.pgexport.api.read.Row;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * One row: the text of each field in UTF-8, one behind the other in one array. It is filled again by the next row, and
 * keeps its array, which grows to the greatest row. NULL is distinct from the empty string.
 */
public final class TextRow implements Row {
    private static final int INITIAL = 1 << 10;

    private final int[] starts;
    private final int[] lengths;
    private byte[] bytes = new byte[INITIAL];
    private int fields;
    private int end;

    TextRow(int fields) {
        starts = new int[fields];
        lengths = new int[fields];
    }

    @Override
    public int fieldCount() {
        return starts.length;
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int offset(int field) {
        return starts[field];
    }

    @Override
    public int length(int field) {
        return lengths[field];
    }

    /** Return a field as a string; empty for NULL. */
    public Optional<String> text(int field) {
        return isNull(field)
                ? Optional.empty()
                : Optional.of(new String(bytes, starts[field], lengths[field], StandardCharsets.UTF_8));
    }

    void clear() {
        fields = 0;
        end = 0;
    }

    void addNull() {
        starts[fields] = 0;
        lengths[fields++] = -1;
    }

    void add(byte[] from, int offset, int length) {
        reserve(length);
        System.arraycopy(from, offset, bytes, end, length);
        added(length);
    }

    /** Add a field of characters of ASCII. */
    void add(String ascii) {
        int length = ascii.length();
        reserve(length);
        for (int i = 0; i < length; i++) {
            bytes[end + i] = (byte) ascii.charAt(i);
        }
        added(length);
    }

    /** Make room, to be filled from {@link #end} on and made a field by {@link #added}. */
    byte[] reserve(int length) {
        int needed = Math.addExact(end, length);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(2L * bytes.length, Integer.MAX_VALUE - 8)));
        }
        return bytes;
    }

    int end() {
        return end;
    }

    void added(int length) {
        starts[fields] = end;
        lengths[fields++] = length;
        end += length;
    }
}
