package dev.pgexport.compare.canonical.internal;

/** Date and time; infinity and -infinity. With time zone, in UTC: a text with another offset is converted. */
enum TimestampRule implements Rule {
    WITHOUT_TIME_ZONE,
    WITH_TIME_ZONE;

    private static final String UTC = "+00";
    private static final String BEFORE_CHRIST = " BC";

    @Override
    public boolean verbatim() {
        return this == WITHOUT_TIME_ZONE;
    }

    @Override
    public void text(byte[] bytes, int offset, int length, Bytes out) {
        if (this == WITHOUT_TIME_ZONE || isUtc(bytes, offset, length)) {
            out.take(bytes, offset, length);
        } else {
            append(new TimestampText(bytes, offset, length).micros(), out);
        }
    }

    private static boolean isUtc(byte[] bytes, int offset, int length) {
        int end = length;
        if (Ascii.endsWith(bytes, offset, length, BEFORE_CHRIST)) {
            end -= BEFORE_CHRIST.length();
        }
        return Ascii.endsWith(bytes, offset, end, UTC)
                || Ascii.is(bytes, offset, length, "infinity")
                || Ascii.is(bytes, offset, length, "-infinity");
    }

    @Override
    public void binary(byte[] bytes, int offset, int length, Bytes out) {
        Binary.expect(8, length);
        append(Binary.int64(bytes, offset), out);
    }

    private void append(long micros, Bytes out) {
        if (micros == Long.MAX_VALUE) {
            out.ascii("infinity");
            return;
        }
        if (micros == Long.MIN_VALUE) {
            out.ascii("-infinity");
            return;
        }
        boolean beforeChrist = Calendar.appendDay(Math.floorDiv(micros, Calendar.MICROS_OF_DAY), out);
        out.append(' ');
        Calendar.appendTime(Math.floorMod(micros, Calendar.MICROS_OF_DAY), out);
        if (this == WITH_TIME_ZONE) {
            out.ascii(UTC);
        }
        if (beforeChrist) {
            out.ascii(BEFORE_CHRIST);
        }
    }
}
