package dev.pgexport.s3;

/**
 * How big the parts of an object are whose size nobody knows: small at first, twice as big after each further thousand, so
 * that the 10,000 parts that S3 takes reach its greatest object. Source: "Amazon S3 multipart upload limits".
 *
 * @param first the size of the first parts, 5 MiB to 5 GiB
 * @param greatest the size beyond which parts do not grow
 */
record PartPlan(long first, long greatest) {
    static final int MAXIMAL_PARTS = 10_000;
    static final long MAXIMAL_PART = 5L << 30;
    static final long MAXIMAL_OBJECT = 5L << 40;

    private static final int STEP = 1000;

    /** Return the size of a part, counted from 1. */
    long size(int number) {
        int doublings = (number - 1) / STEP;
        return Math.min(greatest, Math.min(MAXIMAL_PART, first << doublings));
    }
}
