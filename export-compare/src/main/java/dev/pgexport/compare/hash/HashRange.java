package dev.pgexport.compare.hash;

/**
 * A part of the hash space: the places whose first bits are these.
 *
 * @param bits how many, from 0 (the whole space) to 63
 * @param prefix the bits, as a number
 */
public record HashRange(int bits, long prefix) {
    /** The whole space. */
    public static final HashRange ALL = new HashRange(0, 0);

    /** The most bits that a range has. */
    public static final int MAXIMAL_BITS = 63;

    public HashRange {
        if (bits < 0 || bits > MAXIMAL_BITS || prefix < 0 || prefix >> bits != 0) {
            throw new IllegalArgumentException("the first " + bits + " bits cannot be " + prefix);
        }
    }

    /** Tell whether a row's place is in it. */
    public boolean contains(long place) {
        return bits == 0 || place >>> (Long.SIZE - bits) == prefix;
    }

    /** Return one of the 2^more ranges that this one consists of. */
    public HashRange part(int more, int index) {
        return new HashRange(bits + more, prefix << more | index);
    }

    /** Return the first place in it, which is to be compared as a number without a sign. */
    public long first() {
        return bits == 0 ? 0 : prefix << (Long.SIZE - bits);
    }

    /** Return the last place in it. */
    public long last() {
        return first() | (bits == 0 ? -1L : -1L >>> bits);
    }

    /** Return in which of the 2^more ranges that this one consists of a place is, which is in this one. */
    int indexOf(int more, long place) {
        return more == 0 ? 0 : (int) (place << bits >>> (Long.SIZE - more));
    }
}
