package dev.pgexport.compare.canonical.internal;

/** hstore: quoted keys and values in the order in which they are stored, which is that of their lengths. */
final class HstoreRule implements Rule {
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
        Binary in = new Binary(bytes, offset, length);
        int pairs = in.count(8);
        for (int i = 0; i < pairs; i++) {
            if (i > 0) {
                out.ascii(", ");
            }
            quoted(in, in.int32(), out);
            out.ascii("=>");
            int value = in.int32();
            if (value == -1) {
                out.ascii("NULL");
            } else {
                quoted(in, value, out);
            }
        }
        in.expectEnd();
    }

    private static void quoted(Binary in, int length, Bytes out) {
        int start = in.skip(length);
        out.append('"');
        for (int i = start; i < start + length; i++) {
            byte octet = in.bytes()[i];
            if (octet == '"' || octet == '\\') {
                out.append('\\');
            }
            out.append(octet);
        }
        out.append('"');
    }
}
