package dev.pgexport.compare.hash;

/**
 * The rows of one bucket.
 *
 * @param rows how many there are
 * @param sum the sum of their hashes, modulo 2^128
 */
public record BucketHash(long rows, Hash128 sum) {
    BucketHash plus(BucketHash other) {
        return new BucketHash(Math.addExact(rows, other.rows), sum.plus(other.sum));
    }
}
