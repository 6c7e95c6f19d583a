package dev.pgexport.compare.internal;

import dev.pgexport.compare.hash.Hash128;
import java.util.Arrays;
import java.util.Optional;

/**
 * Rows of two sides by place and hash, and how many more of each there are in the first: a hash table with open addressing,
 * whose entries of one place lie in one run. Not thread-safe.
 */
final class RowMatches {
    private static final int SMALLEST = 1 << 10;
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private final int limit;
    private long[] places = new long[SMALLEST];
    private long[] highs = new long[SMALLEST];
    private long[] lows = new long[SMALLEST];
    /** 0 where there is no entry; else twice the surplus, plus 1. */
    private long[] states = new long[SMALLEST];

    private int entries;
    private boolean overflown;

    /** @param limit how many different rows are held */
    RowMatches(int limit) {
        this.limit = limit;
    }

    /** Take note of a row: 1 for one of the first side, -1 for one of the other. */
    void add(long place, long high, long low, int side) {
        if (overflown) {
            return;
        }
        int slot = home(place);
        while (states[slot] != 0) {
            if (places[slot] == place && highs[slot] == high && lows[slot] == low) {
                states[slot] += 2L * side;
                return;
            }
            slot = (slot + 1) & (places.length - 1);
        }
        if (entries == limit) {
            overflow();
            return;
        }
        places[slot] = place;
        highs[slot] = high;
        lows[slot] = low;
        states[slot] = 2L * side + 1;
        entries++;
        if (entries > places.length / 4 * 3) {
            grow();
        }
    }

    /** Return whether there were more different rows than are held, so that nothing is known of any. */
    boolean overflown() {
        return overflown;
    }

    private void overflow() {
        overflown = true;
        places = highs = lows = states = new long[1];
    }

    private int home(long place) {
        return (int) ((place * MULTIPLIER) >>> (Long.SIZE - Integer.numberOfTrailingZeros(places.length)));
    }

    private void grow() {
        long[] oldPlaces = places;
        long[] oldHighs = highs;
        long[] oldLows = lows;
        long[] oldStates = states;
        places = new long[oldPlaces.length * 2];
        highs = new long[places.length];
        lows = new long[places.length];
        states = new long[places.length];
        for (int i = 0; i < oldPlaces.length; i++) {
            if (oldStates[i] != 0) {
                int slot = home(oldPlaces[i]);
                while (states[slot] != 0) {
                    slot = (slot + 1) & (places.length - 1);
                }
                places[slot] = oldPlaces[i];
                highs[slot] = oldHighs[i];
                lows[slot] = oldLows[i];
                states[slot] = oldStates[i];
            }
        }
    }

    /**
     * What differs at one place.
     *
     * @param first how many rows only the first side has there
     * @param other how many only the other has
     * @param firstRow the smallest hash of the former
     * @param otherRow the smallest hash of the latter
     */
    record Difference(long place, long first, long other, Optional<Hash128> firstRow, Optional<Hash128> otherRow) {}

    /** Hears of each place that differs. */
    @FunctionalInterface
    interface Visitor {
        void differs(Difference difference);
    }

    /** Go through the places whose rows are not the same, in no order. */
    void forEachDifference(Visitor visitor) {
        for (int slot = 0; slot < places.length; slot++) {
            if (surplus(slot) != 0 && isFirstOfItsPlace(slot)) {
                visitor.differs(differenceAt(places[slot]));
            }
        }
    }

    private long surplus(int slot) {
        return states[slot] >> 1;
    }

    private boolean isFirstOfItsPlace(int wanted) {
        for (int slot = home(places[wanted]); slot != wanted; slot = (slot + 1) & (places.length - 1)) {
            if (places[slot] == places[wanted] && surplus(slot) != 0) {
                return false;
            }
        }
        return true;
    }

    private Difference differenceAt(long place) {
        long first = 0;
        long other = 0;
        Optional<Hash128> firstRow = Optional.empty();
        Optional<Hash128> otherRow = Optional.empty();
        for (int slot = home(place); states[slot] != 0; slot = (slot + 1) & (places.length - 1)) {
            long surplus = places[slot] == place ? surplus(slot) : 0;
            Hash128 row = new Hash128(highs[slot], lows[slot]);
            if (surplus > 0) {
                first += surplus;
                firstRow = Optional.of(smaller(firstRow, row));
            } else if (surplus < 0) {
                other -= surplus;
                otherRow = Optional.of(smaller(otherRow, row));
            }
        }
        return new Difference(place, first, other, firstRow, otherRow);
    }

    private static Hash128 smaller(Optional<Hash128> found, Hash128 row) {
        return found.filter(before -> Arrays.compareUnsigned(
                                new long[] {before.high(), before.low()}, new long[] {row.high(), row.low()})
                        < 0)
                .orElse(row);
    }
}
