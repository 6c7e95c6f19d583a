package dev.pgexport.compare.canonical.internal;

/** pg_snapshot: the first and the last transaction, and those in progress. */
final class TransactionSnapshotRule implements Rule {
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
        int count = in.count(8);
        out.ascii(Long.toUnsignedString(in.int64()));
        out.append(':');
        out.ascii(Long.toUnsignedString(in.int64()));
        out.append(':');
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                out.append(',');
            }
            out.ascii(Long.toUnsignedString(in.int64()));
        }
        in.expectEnd();
    }
}
