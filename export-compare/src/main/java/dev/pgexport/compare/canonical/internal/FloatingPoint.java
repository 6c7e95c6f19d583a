package dev.pgexport.compare.canonical.internal;

/** Writes floating point numbers as PostgreSQL does since version 12 with extra_float_digits above 0. */
final class FloatingPoint {
    private static final int DOUBLE_FRACTION = 52;
    private static final int DOUBLE_BIAS = 1075;
    private static final int DOUBLE_FIXED = 15;
    private static final int FLOAT_FRACTION = 23;
    private static final int FLOAT_BIAS = 150;
    private static final int FLOAT_FIXED = 6;
    private static final int SMALLEST_FIXED = -4;

    private FloatingPoint() {}

    /** Append a double precision number, given by its bits. */
    static void appendDouble(long bits, Bytes out) {
        append(
                bits < 0,
                (int) (bits >>> DOUBLE_FRACTION & 0x7ff),
                0x7ff,
                bits & (1L << DOUBLE_FRACTION) - 1,
                DOUBLE_FRACTION,
                DOUBLE_BIAS,
                DOUBLE_FIXED,
                out);
    }

    /** Append a real number, given by its bits. */
    static void appendFloat(int bits, Bytes out) {
        append(
                bits < 0,
                bits >>> FLOAT_FRACTION & 0xff,
                0xff,
                bits & (1 << FLOAT_FRACTION) - 1,
                FLOAT_FRACTION,
                FLOAT_BIAS,
                FLOAT_FIXED,
                out);
    }

    private static void append(
            boolean negative, int power, int special, long fraction, int fractionBits, int bias, int fixed, Bytes out) {
        if (power == special && fraction != 0) {
            out.ascii("NaN");
            return;
        }
        if (negative) {
            out.append('-');
        }
        if (power == special) {
            out.ascii("Infinity");
        } else if (power == 0 && fraction == 0) {
            out.append('0');
        } else {
            ShortestDecimal decimal = new ShortestDecimal();
            long significand = power == 0 ? fraction : fraction | 1L << fractionBits;
            decimal.find(significand, Math.max(power, 1) - bias, fraction == 0 && power > 1);
            append(decimal.digits(), decimal.exponent(), fixed, out);
        }
    }

    private static void append(long digits, int exponent, int fixed, Bytes out) {
        int start = out.length();
        out.decimal(digits);
        int count = out.length() - start;
        int scientific = exponent + count - 1;
        if (scientific < SMALLEST_FIXED || scientific >= fixed) {
            if (count > 1) {
                out.insert(start + 1, 1)[start + 1] = '.';
            }
            out.append('e');
            out.append(scientific < 0 ? '-' : '+');
            out.padded(Math.abs(scientific), 2);
        } else if (exponent >= 0) {
            for (int i = 0; i < exponent; i++) {
                out.append('0');
            }
        } else if (scientific >= 0) {
            int point = start + scientific + 1;
            out.insert(point, 1)[point] = '.';
        } else {
            int zeros = 1 - scientific;
            byte[] array = out.insert(start, zeros);
            for (int i = 0; i < zeros; i++) {
                array[start + i] = (byte) (i == 1 ? '.' : '0');
            }
        }
    }
}
