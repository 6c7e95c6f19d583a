package dev.pgexport.compare.canonical.internal;

/** Types whose binary form is a version, always 1, and the text: jsonb, jsonpath, ltree. */
final class VersionedTextRule implements Rule {
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
        if (length == 0 || bytes[offset] != 1) {
            throw new MalformedValue("its version is not 1");
        }
        out.take(bytes, offset + 1, length - 1);
    }
}
