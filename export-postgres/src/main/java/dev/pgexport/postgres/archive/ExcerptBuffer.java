package dev.pgexport.postgres.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Keeps the beginning and the end of a text of any length. */
final class ExcerptBuffer {
    private static final int TAIL = 16;

    private final int most;
    private byte[] head = new byte[1024];
    private final byte[] tail = new byte[TAIL];
    private int headLength;
    private long beyond;

    /** @param most how many bytes of the beginning are kept, 1024 or more */
    ExcerptBuffer(int most) {
        this.most = most;
    }

    boolean isEmpty() {
        return headLength == 0;
    }

    void add(byte next) {
        if (headLength < most) {
            if (headLength == head.length) {
                head = Arrays.copyOf(head, Math.min(most, 2 * headLength));
            }
            head[headLength++] = next;
        } else {
            tail[(int) (beyond++ % TAIL)] = next;
        }
    }

    /** Return the text, its bytes as ISO-8859-1 characters, and start anew. */
    String takeText() {
        StringBuilder text = new StringBuilder(new String(head, 0, headLength, StandardCharsets.ISO_8859_1));
        for (long i = Math.max(0, beyond - TAIL); i < beyond; i++) {
            text.append((char) (tail[(int) (i % TAIL)] & 0xFF));
        }
        headLength = 0;
        beyond = 0;
        return text.toString();
    }
}
