package dev.pgexport.compare.internal;

import dev.pgexport.api.read.Row;
import dev.pgexport.compare.hash.Hash128;
import dev.pgexport.compare.hash.TableHash;
import dev.pgexport.compare.hash.TableHasher;
import java.util.Collections;

/** Makes the content hash of a table. */
final class HashWork implements TableWork {
    private final Projection projection;
    private TableHash hash;

    HashWork(Projection projection) {
        this.projection = projection;
        this.hash = new TableHash(
                0, Hash128.ZERO, Collections.nCopies(projection.columns().size(), Hash128.ZERO));
    }

    @Override
    public Projection projection() {
        return projection;
    }

    /** Return the hash of all portions that have ended. */
    TableHash hash() {
        return hash;
    }

    @Override
    public Portion begin() {
        TableHasher hasher = new TableHasher(projection.columns().size());
        return new Portion() {
            @Override
            public void row(ProjectedRow projected, Row row) {
                hasher.add(projected.hashes());
            }

            @Override
            public void end() {
                hash = hash.plus(hasher.hash());
            }
        };
    }
}
