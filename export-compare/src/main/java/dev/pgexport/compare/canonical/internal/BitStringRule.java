package dev.pgexport.compare.canonical.internal;

/** A 0 or 1 for each bit. */
final class BitStringRule implements Rule {
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
        if (length < 4) {
            throw new MalformedValue("it ends too early");
        }
        int bits = Binary.int32(bytes, offset);
        if (bits < 0 || (bits + 7L) / 8 != length - 4) {
            throw new MalformedValue("its number of bits is wrong");
        }
        for (int i = 0; i < bits; i++) {
            out.append('0' + (bytes[offset + 4 + (i >> 3)] >> (7 - (i & 7)) & 1));
        }
    }
}
