package dev.pgexport.compare.canonical.internal;

/**
 * Bytes in hexadecimal digits with colons between.
 *
 * @param size how many: 6 for macaddr, 8 for macaddr8
 */
record HardwareAddressRule(int size) implements Rule {
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
        Binary.expect(size, length);
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                out.append(':');
            }
            out.hexadecimal(bytes[offset + i]);
        }
    }
}
