package dev.pgexport.compare.canonical.internal;

/** Whole numbers in decimal digits. */
enum IntegerRule implements Rule {
    INT2(2),
    INT4(4),
    INT8(8),
    UNSIGNED4(4),
    UNSIGNED8(8);

    private final int size;

    IntegerRule(int size) {
        this.size = size;
    }

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
        switch (this) {
            case INT2 -> out.decimal(Binary.int16(bytes, offset));
            case INT4 -> out.decimal(Binary.int32(bytes, offset));
            case INT8 -> out.decimal(Binary.int64(bytes, offset));
            case UNSIGNED4 -> out.decimal(Binary.int32(bytes, offset) & 0xffffffffL);
            case UNSIGNED8 -> out.ascii(Long.toUnsignedString(Binary.int64(bytes, offset)));
        }
    }
}
