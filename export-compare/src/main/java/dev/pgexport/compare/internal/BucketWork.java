package dev.pgexport.compare.internal;

import dev.pgexport.api.read.Row;
import dev.pgexport.compare.hash.BucketHasher;
import dev.pgexport.compare.hash.BucketHashes;
import dev.pgexport.compare.hash.HashRange;

/** Makes the hashes of a table's buckets. */
final class BucketWork implements TableWork {
    private final Projection projection;
    private final int bits;
    private BucketHashes hashes;

    BucketWork(Projection projection, int bits) {
        this.projection = projection;
        this.bits = bits;
        this.hashes = new BucketHasher(HashRange.ALL, bits).hashes();
    }

    @Override
    public Projection projection() {
        return projection;
    }

    /** Return the hashes of all portions that have ended. */
    BucketHashes hashes() {
        return hashes;
    }

    @Override
    public Portion begin() {
        BucketHasher hasher = new BucketHasher(HashRange.ALL, bits);
        return new Portion() {
            @Override
            public void row(ProjectedRow projected, Row row) {
                hasher.add(projected.hashes());
            }

            @Override
            public void end() {
                hashes = hashes.plus(hasher.hashes());
            }
        };
    }
}
