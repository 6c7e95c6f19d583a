package dev.pgexport.compare.canonical.internal;

/** Reads a timestamp with an offset from UTC, as in {@code 0044-03-15 12:00:00.5+05:30 BC}. */
final class TimestampText {
    private final byte[] bytes;
    private final int end;
    private int position;

    TimestampText(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.position = offset;
        this.end = offset + length;
    }

    /** Return the microseconds from 2000-01-01 in UTC. */
    long micros() {
        long year = number(4, 7);
        expect('-');
        int month = (int) number(2, 2);
        expect('-');
        int day = (int) number(2, 2);
        Ascii.expect(month >= 1 && month <= 12 && day >= 1 && day <= 31);
        expect(' ');
        long time = number(2, 2) * Calendar.MICROS_OF_HOUR;
        expect(':');
        time += number(2, 2) * Calendar.MICROS_OF_MINUTE;
        expect(':');
        time += number(2, 2) * Calendar.MICROS_OF_SECOND;
        time += fraction();
        time -= zone();
        if (Ascii.is(bytes, position, end - position, " BC")) {
            year = 1 - year;
        } else {
            Ascii.expect(position == end);
        }
        return Calendar.day(year, month, day) * Calendar.MICROS_OF_DAY + time;
    }

    private long fraction() {
        if (position == end || bytes[position] != '.') {
            return 0;
        }
        position++;
        int start = position;
        long micros = number(1, 6);
        for (int digits = position - start; digits < 6; digits++) {
            micros *= 10;
        }
        return micros;
    }

    private long zone() {
        Ascii.expect(position < end && (bytes[position] == '+' || bytes[position] == '-'));
        int sign = bytes[position++] == '-' ? -1 : 1;
        long zone = number(2, 2) * Calendar.MICROS_OF_HOUR;
        if (position < end && bytes[position] == ':') {
            position++;
            zone += number(2, 2) * Calendar.MICROS_OF_MINUTE;
        }
        if (position < end && bytes[position] == ':') {
            position++;
            zone += number(2, 2) * Calendar.MICROS_OF_SECOND;
        }
        return sign * zone;
    }

    private long number(int least, int most) {
        int start = position;
        long number = 0;
        while (position < end && position - start < most && Ascii.isDigit(bytes[position])) {
            number = 10 * number + bytes[position++] - '0';
        }
        Ascii.expect(position - start >= least);
        return number;
    }

    private void expect(char character) {
        Ascii.expect(position < end && bytes[position] == character);
        position++;
    }
}
