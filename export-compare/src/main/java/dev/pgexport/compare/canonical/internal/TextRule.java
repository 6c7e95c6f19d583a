package dev.pgexport.compare.canonical.internal;

/** Types whose two forms are the same text. */
final class TextRule implements Rule {
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
        out.take(bytes, offset, length);
    }
}
