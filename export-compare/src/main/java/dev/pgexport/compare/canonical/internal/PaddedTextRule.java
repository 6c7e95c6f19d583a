package dev.pgexport.compare.canonical.internal;

/** {@code character(n)}: the blanks that fill it up to its length come from the type, so they are left out. */
final class PaddedTextRule implements Rule {
    @Override
    public void text(byte[] bytes, int offset, int length, Bytes out) {
        int end = offset + length;
        while (end > offset && bytes[end - 1] == ' ') {
            end--;
        }
        out.take(bytes, offset, end - offset);
    }

    @Override
    public void binary(byte[] bytes, int offset, int length, Bytes out) {
        text(bytes, offset, length, out);
    }
}
