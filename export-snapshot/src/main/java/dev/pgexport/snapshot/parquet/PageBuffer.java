package dev.pgexport.snapshot.parquet;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Holds one page, uncompressed; used again for the next. */
final class PageBuffer {
    /** What a length is trusted with before there are bytes: the usual page is smaller. */
    private static final int TRUSTED = 4 << 20;

    private byte[] bytes = new byte[0];
    private int size;

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    void clear() {
        // A page with one huge value shall not cost its size for ever.
        if (bytes.length > TRUSTED) {
            bytes = new byte[0];
        }
        size = 0;
    }

    /** Append exactly so many bytes. */
    void append(InputStream in, int length) throws IOException {
        if (length < 0) {
            throw new IOException("a page would have " + length + " bytes");
        }
        int end = Math.addExact(size, length);
        while (size < end) {
            if (size == bytes.length) {
                int grown = (int) Math.min(end, Math.max(TRUSTED, 2L * size));
                bytes = Arrays.copyOf(bytes, grown);
            }
            int count = in.read(bytes, size, Math.min(end, bytes.length) - size);
            if (count < 0) {
                throw new EOFException("a page ends after " + size + " of " + end + " bytes");
            }
            size += count;
        }
    }
}
