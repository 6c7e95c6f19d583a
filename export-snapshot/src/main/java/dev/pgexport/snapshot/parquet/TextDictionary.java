package dev.pgexport.snapshot.parquet;

import java.io.IOException;
import java.util.Arrays;

/** The distinct values of a column chunk, each of them as text already, one behind the other in one array. */
final class TextDictionary {
    private final byte[] bytes;
    private final int[] ends;

    private TextDictionary(byte[] bytes, int[] ends) {
        this.bytes = bytes;
        this.ends = ends;
    }

    /** Read all values of a dictionary's page. */
    static TextDictionary read(PageValues values, int count, int pageSize) throws IOException {
        if (count < 0 || count > pageSize) {
            throw new IOException("a dictionary of " + pageSize + " bytes would have " + count + " values");
        }
        byte[] bytes = new byte[pageSize];
        int[] ends = new int[count];
        int end = 0;
        TextRow value = new TextRow(1);
        for (int i = 0; i < count; i++) {
            value.clear();
            values.addNext(value);
            int length = value.length(0);
            if (length > bytes.length - end) {
                bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(end, length), Math.addExact(bytes.length, end)));
            }
            System.arraycopy(value.bytes(), 0, bytes, end, length);
            end += length;
            ends[i] = end;
        }
        return new TextDictionary(bytes, ends);
    }

    void add(TextRow row, int index) {
        int start = index == 0 ? 0 : ends[index - 1];
        row.add(bytes, start, ends[index] - start);
    }
}
