package dev.pgexport.postgres.program;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the beginning and the end of what is written to it, and forgets the middle. Thread-safe. */
final class BoundedLog {
    private final int headLimit;
    private final byte[] tail;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private long tailBytes;

    BoundedLog(int headLimit, int tailLimit) {
        this.headLimit = headLimit;
        this.tail = new byte[tailLimit];
    }

    synchronized void append(byte[] bytes, int length) {
        int toHead = Math.min(length, headLimit - head.size());
        head.write(bytes, 0, toHead);
        for (int i = toHead; i < length; i++) {
            tail[(int) (tailBytes++ % tail.length)] = bytes[i];
        }
    }

    synchronized String text() {
        StringBuilder text = new StringBuilder(head.toString(StandardCharsets.UTF_8));
        long lost = tailBytes - tail.length;
        if (lost > 0) {
            text.append("\n[... ").append(lost).append(" bytes left out ...]\n");
        }
        int kept = (int) Math.min(tailBytes, tail.length);
        byte[] ordered = new byte[kept];
        for (int i = 0; i < kept; i++) {
            ordered[i] = tail[(int) ((tailBytes - kept + i) % tail.length)];
        }
        return text.append(new String(ordered, StandardCharsets.UTF_8)).toString();
    }
}
