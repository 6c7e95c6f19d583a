package dev.pgexport.postgres.archive;

import java.nio.charset.StandardCharsets;

/** Keeps the beginning and the end of a text of any length. */
final class ExcerptBuffer {
    private static final int HEAD = 1024;
    private static final int TAIL = 16;

    private final byte[] head = new byte[HEAD];
    private final byte[] tail = new byte[TAIL];
    private int headLength;
    private long beyond;

    boolean isEmpty() {
        return headLength == 0;
    }

    void add(byte next) {
        if (headLength < HEAD) {
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
