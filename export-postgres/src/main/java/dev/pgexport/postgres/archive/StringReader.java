package dev.pgexport.postgres.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads an archive's strings from bytes that come in pieces: the length, -1 for none, then the bytes. */
final class StringReader {
    private final IntegerReader length;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final int limit;
    private boolean inside;
    private boolean absent;
    private long remaining;

    /**
     * Make a reader.
     *
     * @param length the reader of the archive's integers
     * @param limit how many bytes of a string are kept at most: nothing that is needed is longer
     */
    StringReader(IntegerReader length, int limit) {
        this.length = length;
        this.limit = limit;
    }

    /** Read on; return whether the string is complete. */
    boolean read(ByteBuffer input) {
        if (!inside) {
            if (!length.read(input)) {
                return false;
            }
            kept.reset();
            absent = length.value() < 0;
            remaining = Math.max(0, length.value());
            inside = true;
        }
        int count = (int) Math.min(remaining, input.remaining());
        int wanted = Math.min(count, limit - kept.size());
        kept.write(input.array(), input.arrayOffset() + input.position(), wanted);
        input.position(input.position() + count);
        remaining -= count;
        inside = remaining > 0;
        return !inside;
    }

    boolean isAbsent() {
        return absent;
    }

    /** Return the string with its bytes as ISO-8859-1 characters. */
    String text() {
        return kept.toString(StandardCharsets.ISO_8859_1);
    }
}
