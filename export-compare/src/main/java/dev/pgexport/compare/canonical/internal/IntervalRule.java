package dev.pgexport.compare.canonical.internal;

/** Years, months, days and a time as IntervalStyle postgres writes them, see EncodeInterval() in datetime.c. */
final class IntervalRule implements Rule {
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
        Binary.expect(16, length);
        long micros = Binary.int64(bytes, offset);
        int days = Binary.int32(bytes, offset + 8);
        int months = Binary.int32(bytes, offset + 12);
        if (months == Integer.MAX_VALUE && days == Integer.MAX_VALUE && micros == Long.MAX_VALUE) {
            out.ascii("infinity");
        } else if (months == Integer.MIN_VALUE && days == Integer.MIN_VALUE && micros == Long.MIN_VALUE) {
            out.ascii("-infinity");
        } else {
            append(months, days, micros, out);
        }
    }

    private static void append(int months, int days, long micros, Bytes out) {
        int start = out.length();
        boolean plus = part(months / 12, "year", false, start, out);
        plus = part(months % 12, "mon", plus, start, out);
        plus = part(days, "day", plus, start, out);
        if (micros == 0 && out.length() > start) {
            return;
        }
        if (out.length() > start) {
            out.append(' ');
        }
        if (micros < 0) {
            out.append('-');
        } else if (plus) {
            out.append('+');
        }
        // The smallest number has no positive counterpart: hours and the rest apart.
        long hours = Math.abs(micros / Calendar.MICROS_OF_HOUR);
        out.padded(hours, 2);
        int colon = out.length();
        Calendar.appendTime(Math.abs(micros % Calendar.MICROS_OF_HOUR), out);
        out.remove(colon, colon + 2);
    }

    /** Append a part that is not zero, and tell whether the next positive one has a plus sign. */
    private static boolean part(int value, String unit, boolean plus, int start, Bytes out) {
        if (value == 0) {
            return plus;
        }
        if (out.length() > start) {
            out.append(' ');
        }
        if (plus && value > 0) {
            out.append('+');
        }
        out.decimal(value);
        out.append(' ');
        out.ascii(unit);
        if (value != 1) {
            out.append('s');
        }
        return value < 0;
    }
}
