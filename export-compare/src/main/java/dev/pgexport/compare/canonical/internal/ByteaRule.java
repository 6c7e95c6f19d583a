package dev.pgexport.compare.canonical.internal;

/** {@code \x} and hexadecimal digits; the older notation, with its octal escapes, is decoded. */
final class ByteaRule implements Rule {
    private static final String HEXADECIMAL = "\\x";

    @Override
    public void text(byte[] bytes, int offset, int length, Bytes out) {
        if (Ascii.startsWith(bytes, offset, length, HEXADECIMAL)) {
            out.take(bytes, offset, length);
            return;
        }
        out.ascii(HEXADECIMAL);
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            if (bytes[i] != '\\') {
                out.hexadecimal(bytes[i]);
            } else if (i + 1 < end && bytes[i + 1] == '\\') {
                out.hexadecimal('\\');
                i++;
            } else {
                Ascii.expect(i + 3 < end && isOctal(bytes[i + 1]) && isOctal(bytes[i + 2]) && isOctal(bytes[i + 3]));
                out.hexadecimal((bytes[i + 1] - '0') << 6 | (bytes[i + 2] - '0') << 3 | bytes[i + 3] - '0');
                i += 3;
            }
        }
    }

    private static boolean isOctal(byte octet) {
        return octet >= '0' && octet <= '7';
    }

    @Override
    public void binary(byte[] bytes, int offset, int length, Bytes out) {
        out.ascii(HEXADECIMAL);
        out.hexadecimal(bytes, offset, length);
    }
}
