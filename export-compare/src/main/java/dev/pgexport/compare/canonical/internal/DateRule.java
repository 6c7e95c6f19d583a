package dev.pgexport.compare.canonical.internal;

/** Year, month and day; infinity and -infinity. */
final class DateRule implements Rule {
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
        Binary.expect(4, length);
        int day = Binary.int32(bytes, offset);
        if (day == Integer.MAX_VALUE) {
            out.ascii("infinity");
        } else if (day == Integer.MIN_VALUE) {
            out.ascii("-infinity");
        } else if (Calendar.appendDay(day, out)) {
            out.ascii(" BC");
        }
    }
}
