package dev.pgexport.compare.canonical.internal;

/** tid: block and line in parentheses. */
final class RowPositionRule implements Rule {
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
        Binary.expect(6, length);
        out.append('(');
        out.decimal(Binary.int32(bytes, offset) & 0xffffffffL);
        out.append(',');
        out.decimal(Binary.int16(bytes, offset + 4) & 0xffff);
        out.append(')');
    }
}
