package dev.pgexport.compare.canonical.internal;

import java.math.BigInteger;

/**
 * The shortest decimal digits that read back as the same binary floating point number, and of those the closest.
 *
 * <p>The algorithm is Schubfach, by Raffaello Giulietti, as in the JDK from version 19 on ("The Schubfach way to render
 * doubles", 2022). As in PostgreSQL, and other than in the JDK, digits that lie halfway between two numbers are not
 * taken (STRICTLY_SHORTEST in ryu_common.h), and one digit may do.
 */
final class ShortestDecimal {
    private static final int SMALLEST_POWER = -324;
    private static final int LARGEST_POWER = 292;
    private static final int POWER_BITS = 126;
    private static final long LOW_63 = (1L << 63) - 1;

    /** For each power of ten its first 126 bits, rounded up: 63 and 63. */
    private static final long[] POWERS = powers();

    private long digits;
    private int exponent;

    private static long[] powers() {
        long[] powers = new long[2 * (LARGEST_POWER - SMALLEST_POWER + 1)];
        for (int k = SMALLEST_POWER; k <= LARGEST_POWER; k++) {
            BigInteger power = power(k).add(BigInteger.ONE);
            powers[2 * (k - SMALLEST_POWER)] = power.shiftRight(63).longValueExact();
            powers[2 * (k - SMALLEST_POWER) + 1] =
                    power.and(BigInteger.valueOf(LOW_63)).longValueExact();
        }
        return powers;
    }

    /** Return the first 126 bits of 10 to the power of -k. */
    private static BigInteger power(int k) {
        BigInteger ten = BigInteger.TEN.pow(Math.abs(k));
        if (k <= 0) {
            int shift = POWER_BITS - ten.bitLength();
            return shift >= 0 ? ten.shiftLeft(shift) : ten.shiftRight(-shift);
        }
        // 2^(125 + length) / 10^k has 126 bits, as 10^k is no power of two.
        return BigInteger.ONE.shiftLeft(POWER_BITS - 1 + ten.bitLength()).divide(ten);
    }

    /** Return the digits, without zeros at their end. */
    long digits() {
        return digits;
    }

    /** Return the power of ten of the last digit. */
    int exponent() {
        return exponent;
    }

    /**
     * Find the digits of c * 2^q.
     *
     * @param c the significand, more than 0 and less than 2^53
     * @param closerBelow whether the next smaller number is only half as far away as the next larger one
     */
    void find(long c, int q, boolean closerBelow) {
        choose(c, q, closerBelow);
        while (digits % 10 == 0) {
            digits /= 10;
            exponent++;
        }
    }

    private void choose(long c, int q, boolean closerBelow) {
        long middle = c << 2;
        long right = middle + 2;
        long left = closerBelow ? middle - 1 : middle - 2;
        // floor(log10(2^q)) and floor(log10(3/4 * 2^q)), floor(log2(10^-k))
        int k = (int) (closerBelow ? (q * 661_971_961_083L - 274_743_187_321L) >> 41 : (q * 661_971_961_083L) >> 41);
        int h = q + (int) ((-k * 913_124_641_741L) >> 38) + 2;
        long high = POWERS[2 * (k - SMALLEST_POWER)];
        long low = POWERS[2 * (k - SMALLEST_POWER) + 1];
        long value = product(high, low, middle << h);
        long lower = product(high, low, left << h) + 1;
        long upper = product(high, low, right << h) - 1;

        long floor = value >> 2;
        exponent = k;
        if (floor >= 10) {
            long tens = floor / 10;
            boolean below = lower <= 40 * tens;
            boolean above = 40 * tens + 40 <= upper;
            if (below != above) {
                digits = below ? tens : tens + 1;
                exponent = k + 1;
                return;
            }
        }
        boolean below = lower <= 4 * floor;
        boolean above = 4 * floor + 4 <= upper;
        if (below != above) {
            digits = below ? floor : floor + 1;
            return;
        }
        long half = 4 * floor + 2;
        digits = value < half || (value == half && (floor & 1) == 0) ? floor : floor + 1;
    }

    /** Return the first bits of a product, rounded so that what is lost stays visible in the last bit. */
    private static long product(long high, long low, long factor) {
        long x1 = Math.multiplyHigh(low, factor);
        long y0 = high * factor;
        long y1 = Math.multiplyHigh(high, factor);
        long z = (y0 >>> 1) + x1;
        long w = y1 + (z >>> 63);
        return w | ((z & LOW_63) + LOW_63) >>> 63;
    }
}
