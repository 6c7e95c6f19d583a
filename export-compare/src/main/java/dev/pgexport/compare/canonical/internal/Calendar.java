package dev.pgexport.compare.canonical.internal;

/** Days and times of day as DateStyle ISO writes them: the Gregorian calendar also before it was made, years to BC. */
final class Calendar {
    static final long MICROS_OF_SECOND = 1_000_000L;
    static final long MICROS_OF_MINUTE = 60 * MICROS_OF_SECOND;
    static final long MICROS_OF_HOUR = 60 * MICROS_OF_MINUTE;
    static final long MICROS_OF_DAY = 24 * MICROS_OF_HOUR;

    /** From 0000-03-01 to 2000-01-01, PostgreSQL's first day. */
    private static final long DAYS_TO_EPOCH = 730_425;

    private static final int DAYS_OF_ERA = 146_097;
    private static final int YEARS_OF_ERA = 400;

    private Calendar() {}

    /**
     * Append year, month and day.
     *
     * @param day from 2000-01-01
     * @return whether the year is before Christ, which is said after all else
     */
    static boolean appendDay(long day, Bytes out) {
        // With years that begin in March a leap day is their last day.
        long shifted = day + DAYS_TO_EPOCH;
        long era = Math.floorDiv(shifted, DAYS_OF_ERA);
        int dayOfEra = (int) (shifted - era * DAYS_OF_ERA);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int shiftedMonth = (5 * dayOfYear + 2) / 153;
        int dayOfMonth = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
        int month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
        long year = yearOfEra + era * YEARS_OF_ERA + (month <= 2 ? 1 : 0);
        boolean beforeChrist = year <= 0;
        out.padded(beforeChrist ? 1 - year : year, 4);
        out.append('-');
        out.padded(month, 2);
        out.append('-');
        out.padded(dayOfMonth, 2);
        return beforeChrist;
    }

    /** Return the day from 2000-01-01; a year before Christ is 0 or less. */
    static long day(long year, int month, int dayOfMonth) {
        long shiftedYear = month <= 2 ? year - 1 : year;
        long era = Math.floorDiv(shiftedYear, YEARS_OF_ERA);
        long yearOfEra = shiftedYear - era * YEARS_OF_ERA;
        long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + dayOfMonth - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * DAYS_OF_ERA + dayOfEra - DAYS_TO_EPOCH;
    }

    /** Append hours, minutes, seconds and what is left of a second, without zeros at its end. */
    static void appendTime(long micros, Bytes out) {
        out.padded(micros / MICROS_OF_HOUR, 2);
        out.append(':');
        out.padded(micros / MICROS_OF_MINUTE % 60, 2);
        out.append(':');
        out.padded(micros / MICROS_OF_SECOND % 60, 2);
        appendFraction((int) (micros % MICROS_OF_SECOND), out);
    }

    private static void appendFraction(int micros, Bytes out) {
        if (micros == 0) {
            return;
        }
        int digits = 6;
        int rest = micros;
        while (rest % 10 == 0) {
            rest /= 10;
            digits--;
        }
        out.append('.');
        out.padded(rest, digits);
    }

    /** Append an offset from UTC in seconds, east of Greenwich positive. */
    static void appendZone(int seconds, Bytes out) {
        out.append(seconds < 0 ? '-' : '+');
        int rest = Math.abs(seconds);
        out.padded(rest / 3600, 2);
        if (rest % 3600 != 0) {
            out.append(':');
            out.padded(rest / 60 % 60, 2);
            if (rest % 60 != 0) {
                out.append(':');
                out.padded(rest % 60, 2);
            }
        }
    }
}
