package dev.pgexport.postgres.archive;

import java.nio.ByteBuffer;

/** Reads an archive's integers from bytes that come in pieces: a sign byte, then the magnitude, least byte first. */
final class IntegerReader {
    private static final int MOST_BYTES = 8;

    private int size = 4;
    private int seen;
    private boolean negative;
    private long magnitude;

    /** Set how many bytes the magnitude takes, as the archive's header says. */
    void setSize(int bytes) {
        if (bytes < 1 || bytes > MOST_BYTES) {
            throw IncompleteDump.because("integers of " + bytes + " bytes");
        }
        size = bytes;
    }

    /** Read on; return whether the integer is complete, so that {@link #value()} is it. */
    boolean read(ByteBuffer input) {
        while (input.hasRemaining()) {
            byte next = input.get();
            if (seen == 0) {
                negative = next != 0;
                magnitude = 0;
            } else {
                magnitude |= (next & 0xFFL) << (8 * (seen - 1));
            }
            if (seen++ == size) {
                seen = 0;
                return true;
            }
        }
        return false;
    }

    int value() {
        if (magnitude < 0 || magnitude > 0xFFFF_FFFFL) {
            throw IncompleteDump.because("an integer out of range");
        }
        return (int) (negative ? -magnitude : magnitude);
    }
}
