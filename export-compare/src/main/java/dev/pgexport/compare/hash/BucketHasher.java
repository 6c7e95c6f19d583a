package dev.pgexport.compare.hash;

import java.util.ArrayList;
import java.util.List;

/**
 * Adds up the hashes of rows by bucket, 24 bytes a bucket. Not thread-safe: each worker has its own, and their results
 * are added.
 */
public final class BucketHasher {
    private final HashRange range;
    private final int bits;
    private final long[] rows;
    private final long[] lows;
    private final long[] highs;

    /**
     * Add up the rows of a part of the hash space.
     *
     * @param range which part; rows outside are passed over
     * @param bits into 2 to the power of how many buckets it is divided, 0 to {@value BucketHashes#MAXIMAL_BITS}
     */
    public BucketHasher(HashRange range, int bits) {
        if (bits < 0 || bits > BucketHashes.MAXIMAL_BITS || range.bits() + bits > HashRange.MAXIMAL_BITS) {
            throw new IllegalArgumentException("2^" + bits + " buckets in " + range);
        }
        this.range = range;
        this.bits = bits;
        this.rows = new long[1 << bits];
        this.lows = new long[1 << bits];
        this.highs = new long[1 << bits];
    }

    /** Add the row that the hasher has ended, if it is in the range. */
    public void add(RowHasher row) {
        if (!range.contains(row.place())) {
            return;
        }
        int bucket = range.indexOf(bits, row.place());
        rows[bucket]++;
        lows[bucket] += row.low();
        highs[bucket] += row.high() + Hash128.carry(lows[bucket], row.low());
    }

    /** Return the hashes of the rows so far. */
    public BucketHashes hashes() {
        List<BucketHash> buckets = new ArrayList<>(rows.length);
        for (int i = 0; i < rows.length; i++) {
            buckets.add(new BucketHash(rows[i], new Hash128(highs[i], lows[i])));
        }
        return new BucketHashes(range, bits, buckets);
    }
}
