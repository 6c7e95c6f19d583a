package dev.pgexport.compare.canonical.internal;

/** Time of day; with time zone, the offset as it is stored. */
enum TimeRule implements Rule {
    WITHOUT_TIME_ZONE,
    WITH_TIME_ZONE;

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
        Binary.expect(this == WITH_TIME_ZONE ? 12 : 8, length);
        long micros = Binary.int64(bytes, offset);
        if (micros < 0 || micros > Calendar.MICROS_OF_DAY) {
            throw new MalformedValue("it is no time of day");
        }
        Calendar.appendTime(micros, out);
        if (this == WITH_TIME_ZONE) {
            // Stored with the west positive.
            Calendar.appendZone(-Binary.int32(bytes, offset + 8), out);
        }
    }
}
