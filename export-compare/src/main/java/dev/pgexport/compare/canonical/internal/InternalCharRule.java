package dev.pgexport.compare.canonical.internal;

/**
 * The type {@code "char"}, one byte: nothing for 0, a backslash and three octal digits above 127, as PostgreSQL 16 and
 * later write it; before, that byte was written as it is.
 */
final class InternalCharRule implements Rule {
    @Override
    public void text(byte[] bytes, int offset, int length, Bytes out) {
        if (length == 1 && bytes[offset] < 0) {
            append(bytes[offset], out);
        } else {
            out.take(bytes, offset, length);
        }
    }

    @Override
    public void binary(byte[] bytes, int offset, int length, Bytes out) {
        Binary.expect(1, length);
        append(bytes[offset], out);
    }

    private static void append(byte octet, Bytes out) {
        if (octet < 0) {
            out.append('\\');
            out.append('0' + (octet >> 6 & 3));
            out.append('0' + (octet >> 3 & 7));
            out.append('0' + (octet & 7));
        } else if (octet > 0) {
            out.append(octet);
        }
    }
}
