package dev.pgexport.restore;

import dev.pgexport.api.read.Row;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Spells rows in COPY's text or binary format, see "COPY", File Formats, in PostgreSQL's documentation. */
final class CopyBuffer {
    private static final int ENOUGH = 256 * 1024;
    private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);

    private final boolean binary;
    private byte[] bytes = new byte[ENOUGH + ENOUGH / 4];
    private int length;

    CopyBuffer(boolean binary) {
        this.binary = binary;
        if (binary) {
            System.arraycopy(SIGNATURE, 0, bytes, 0, SIGNATURE.length);
            // No flags, and no extension of the header.
            length = SIGNATURE.length + 2 * Integer.BYTES;
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    boolean isFull() {
        return length >= ENOUGH;
    }

    void clear() {
        length = 0;
    }

    void add(Row row) {
        if (binary) {
            addBinary(row);
        } else {
            addText(row);
        }
    }

    void end() {
        if (binary) {
            reserve(Short.BYTES);
            bytes[length++] = -1;
            bytes[length++] = -1;
        }
    }

    private void addBinary(Row row) {
        int fields = row.fieldCount();
        reserve(Short.BYTES);
        bytes[length++] = (byte) (fields >> 8);
        bytes[length++] = (byte) fields;
        for (int i = 0; i < fields; i++) {
            int size = row.length(i);
            reserve((long) Integer.BYTES + Math.max(0, size));
            bytes[length++] = (byte) (size >> 24);
            bytes[length++] = (byte) (size >> 16);
            bytes[length++] = (byte) (size >> 8);
            bytes[length++] = (byte) size;
            if (size > 0) {
                System.arraycopy(row.bytes(), row.offset(i), bytes, length, size);
                length += size;
            }
        }
    }

    private void addText(Row row) {
        for (int i = 0; i < row.fieldCount(); i++) {
            // Each byte may take two, and then there is what follows the value.
            reserve(2L * Math.max(1, row.length(i)) + 1);
            if (i > 0) {
                bytes[length++] = '\t';
            }
            if (row.isNull(i)) {
                bytes[length++] = '\\';
                bytes[length++] = 'N';
            } else {
                addText(row.bytes(), row.offset(i), row.length(i));
            }
        }
        reserve(1);
        bytes[length++] = '\n';
    }

    private void addText(byte[] value, int offset, int size) {
        for (int i = offset; i < offset + size; i++) {
            byte letter = escaped(value[i]);
            if (letter == 0) {
                bytes[length++] = value[i];
            } else {
                bytes[length++] = '\\';
                bytes[length++] = letter;
            }
        }
    }

    /** Return what follows the backslash, 0 where the byte stands for itself. */
    private static byte escaped(byte value) {
        return switch (value) {
            case '\\' -> '\\';
            case '\b' -> 'b';
            case '\t' -> 't';
            case '\n' -> 'n';
            case 0x0B -> 'v';
            case '\f' -> 'f';
            case '\r' -> 'r';
            default -> 0;
        };
    }

    private void reserve(long more) {
        long needed = length + more;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * bytes.length)));
        } else if (length == 0 && bytes.length > 16 * ENOUGH) {
            // One big row should not take its memory for ever.
            bytes = new byte[ENOUGH + ENOUGH / 4];
        }
    }
}
