package dev.pgexport.compare.canonical.internal;

import java.util.Locale;

/** pg_lsn: two halves in hexadecimal digits of upper case, without the zeros that later versions put before the second. */
final class LogPositionRule implements Rule {
    @Override
    public void text(byte[] bytes, int offset, int length, Bytes out) {
        int slash = Ascii.indexOf(bytes, offset, offset + length, '/');
        Ascii.expect(slash >= 0);
        int start = slash + 1;
        int end = offset + length;
        while (start < end - 1 && bytes[start] == '0') {
            start++;
        }
        if (start == slash + 1) {
            out.take(bytes, offset, length);
        } else {
            out.append(bytes, offset, slash + 1 - offset);
            out.append(bytes, start, end - start);
        }
    }

    @Override
    public void binary(byte[] bytes, int offset, int length, Bytes out) {
        Binary.expect(8, length);
        out.ascii(half(bytes, offset));
        out.append('/');
        out.ascii(half(bytes, offset + 4));
    }

    private static String half(byte[] bytes, int offset) {
        return Integer.toHexString(Binary.int32(bytes, offset)).toUpperCase(Locale.ROOT);
    }
}
