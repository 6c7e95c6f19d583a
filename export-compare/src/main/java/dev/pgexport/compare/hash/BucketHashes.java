package dev.pgexport.compare.hash;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The hashes of the rows in a part of the hash space, bucket by bucket: where two tables differ, few buckets do, and only
 * their rows have to be read again, into smaller buckets or one by one.
 *
 * @param range the part of the hash space
 * @param bits into 2 to the power of how many buckets it is divided, 0 to {@value #MAXIMAL_BITS}
 * @param buckets the buckets in their order
 */
public record BucketHashes(HashRange range, int bits, List<BucketHash> buckets) {
    /** 65,536 buckets: 1.5 MiB of each worker, and two readings narrow a billion rows down to single ones. */
    public static final int MAXIMAL_BITS = 16;

    public BucketHashes {
        if (buckets.size() != 1 << bits) {
            throw new IllegalArgumentException("2^" + bits + " buckets, not " + buckets.size());
        }
        buckets = List.copyOf(buckets);
    }

    /** Return the hashes of both parts of the rows together. */
    public BucketHashes plus(BucketHashes other) {
        expectSameBuckets(other);
        List<BucketHash> sums = new ArrayList<>(buckets.size());
        for (int i = 0; i < buckets.size(); i++) {
            sums.add(buckets.get(i).plus(other.buckets.get(i)));
        }
        return new BucketHashes(range, bits, sums);
    }

    /** Return the buckets whose rows are not the same. */
    public List<HashRange> differing(BucketHashes other) {
        expectSameBuckets(other);
        return IntStream.range(0, buckets.size())
                .filter(i -> !buckets.get(i).equals(other.buckets.get(i)))
                .mapToObj(i -> range.part(bits, i))
                .toList();
    }

    private void expectSameBuckets(BucketHashes other) {
        if (!range.equals(other.range) || bits != other.bits) {
            throw new IllegalArgumentException("the buckets are not the same");
        }
    }
}
