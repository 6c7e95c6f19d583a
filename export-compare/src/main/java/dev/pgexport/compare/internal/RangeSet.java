package dev.pgexport.compare.internal;

import dev.pgexport.compare.hash.HashRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Parts of the hash space that do not overlap. Immutable. */
final class RangeSet {
    private final long[] firsts;
    private final long[] lasts;

    RangeSet(List<HashRange> ranges) {
        List<HashRange> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparing(HashRange::first, Long::compareUnsigned));
        firsts = sorted.stream().mapToLong(HashRange::first).toArray();
        lasts = sorted.stream().mapToLong(HashRange::last).toArray();
    }

    /** Tell whether a place is in one of them. */
    boolean contains(long place) {
        int low = 0;
        int high = firsts.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(place, firsts[middle]) < 0) {
                high = middle - 1;
            } else if (Long.compareUnsigned(place, lasts[middle]) > 0) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }
}
