package dev.pgexport.compare.internal;

import dev.pgexport.api.read.Row;
import dev.pgexport.compare.hash.Hash128;

/** Matches the rows of one side in some parts of the hash space with those of the other. */
final class MatchWork implements TableWork {
    private static final int BATCH = 512;
    private static final int LONGS = 3;

    private final Projection projection;
    private final RangeSet ranges;
    private final RowMatches matches;
    private final int side;

    /**
     * @param matches shared with the other side
     * @param side 1 for the first side, -1 for the other
     */
    MatchWork(Projection projection, RangeSet ranges, RowMatches matches, int side) {
        this.projection = projection;
        this.ranges = ranges;
        this.matches = matches;
        this.side = side;
    }

    @Override
    public Projection projection() {
        return projection;
    }

    @Override
    public Portion begin() {
        return new Batches();
    }

    /** Rows that are handed over together, so that workers seldom wait for each other. */
    private final class Batches implements Portion {
        private final long[] rows = new long[BATCH * LONGS];
        private int filled;

        @Override
        public void row(ProjectedRow projected, Row row) {
            long place = projected.hashes().place();
            if (ranges.contains(place)) {
                Hash128 hash = projected.hashes().row();
                rows[filled] = place;
                rows[filled + 1] = hash.high();
                rows[filled + 2] = hash.low();
                filled += LONGS;
                if (filled == rows.length) {
                    end();
                }
            }
        }

        @Override
        public void end() {
            synchronized (matches) {
                for (int i = 0; i < filled; i += LONGS) {
                    matches.add(rows[i], rows[i + 1], rows[i + 2], side);
                }
            }
            filled = 0;
        }
    }
}
