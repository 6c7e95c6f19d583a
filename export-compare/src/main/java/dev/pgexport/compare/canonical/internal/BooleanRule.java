package dev.pgexport.compare.canonical.internal;

/** {@code t} or {@code f}; {@code true} and {@code false}, which casts and other systems write, are shortened. */
final class BooleanRule implements Rule {
    @Override
    public void text(byte[] bytes, int offset, int length, Bytes out) {
        if (length > 1) {
            Ascii.expect(Ascii.is(bytes, offset, length, "true") || Ascii.is(bytes, offset, length, "false"));
        } else {
            Ascii.expect(Ascii.is(bytes, offset, length, "t") || Ascii.is(bytes, offset, length, "f"));
        }
        out.take(bytes, offset, 1);
    }

    @Override
    public void binary(byte[] bytes, int offset, int length, Bytes out) {
        Binary.expect(1, length);
        out.append(bytes[offset] == 0 ? 'f' : 't');
    }
}
