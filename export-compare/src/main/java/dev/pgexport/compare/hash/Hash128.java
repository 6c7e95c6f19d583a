package dev.pgexport.compare.hash;

import java.util.HexFormat;

/**
 * 128 bits, added modulo 2^128.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record Hash128(long high, long low) {
    /** The sum of nothing. */
    public static final Hash128 ZERO = new Hash128(0, 0);

    /** Return the sum modulo 2^128. */
    public Hash128 plus(Hash128 other) {
        long sum = low + other.low;
        return new Hash128(high + other.high + carry(sum, other.low), sum);
    }

    /** Return 1 when the sum of two lower halves has overflown. */
    static long carry(long sum, long addend) {
        return Long.compareUnsigned(sum, addend) < 0 ? 1 : 0;
    }

    /** Return 32 hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
