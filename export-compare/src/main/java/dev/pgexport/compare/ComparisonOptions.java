package dev.pgexport.compare;

/**
 * How a comparison is made.
 *
 * @param examples how many rows that differ are shown of each table, 0 or more
 * @param showValues whether their values are shown; without it only how long they are
 * @param capacity how many rows that may differ are held in memory at once, of all tables together, 64 bytes each: 1 or
 *     more
 */
public record ComparisonOptions(int examples, boolean showValues, int capacity) {
    /** 16 MiB or so. */
    public static final int DEFAULT_CAPACITY = 1 << 18;

    public ComparisonOptions {
        if (examples < 0 || capacity < 1) {
            throw new IllegalArgumentException("examples " + examples + ", capacity " + capacity);
        }
    }

    /** Say nothing of single rows. */
    public static ComparisonOptions defaults() {
        return new ComparisonOptions(0, false, DEFAULT_CAPACITY);
    }
}
