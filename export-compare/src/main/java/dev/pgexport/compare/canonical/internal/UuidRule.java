package dev.pgexport.compare.canonical.internal;

/** Hexadecimal digits in groups of 8, 4, 4, 4 and 12. */
final class UuidRule implements Rule {
    @Override
    public boolean verbatim() {
        return true;
    }

    @Override
    public void text(byte[] bytes, int offset, int length, Bytes out) {
        out.take(bytes, offset, length);
    }

    @Override
    public void binary(byte[] bytes, int offset, int length, Bytes out) {
        Binary.expect(16, length);
        out.hexadecimal(bytes, offset, 4);
        for (int group = 4; group < 10; group += 2) {
            out.append('-');
            out.hexadecimal(bytes, offset + group, 2);
        }
        out.append('-');
        out.hexadecimal(bytes, offset + 10, 6);
    }
}
