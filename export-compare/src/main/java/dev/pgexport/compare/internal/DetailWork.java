package dev.pgexport.compare.internal;

import dev.pgexport.api.read.Row;
import dev.pgexport.compare.hash.Hash128;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks some of a side's rows up that differ: the values of examples, and sums of the columns of changed rows. */
final class DetailWork implements TableWork {
    private final Projection projection;
    private final Set<Long> changed;
    private final Map<Long, Hash128> examples;
    private final boolean shown;
    private final Map<Long, List<Value>> found = new HashMap<>();
    private final long[] sums;

    /**
     * @param changed the places of changed rows
     * @param examples the hashes of the rows whose values are wanted, by place
     * @param shown whether values are shown
     */
    DetailWork(Projection projection, Set<Long> changed, Map<Long, Hash128> examples, boolean shown) {
        this.projection = projection;
        this.changed = Set.copyOf(changed);
        this.examples = Map.copyOf(examples);
        this.shown = shown;
        this.sums = new long[projection.columns().size()];
    }

    /**
     * A value of a row.
     *
     * @param text empty for NULL
     */
    record Value(Optional<String> text, Hash128 hash) {}

    @Override
    public Projection projection() {
        return projection;
    }

    /** Return the values of the example at a place; empty when no row was found there. */
    List<Value> values(long place) {
        return found.getOrDefault(place, List.of());
    }

    /** Return for each column the sum of its changed rows' hashes, each bound to its row. */
    long sum(int column) {
        return sums[column];
    }

    @Override
    public Portion begin() {
        return new Lookup();
    }

    private final class Lookup implements Portion {
        private final Map<Long, List<Value>> foundHere = new HashMap<>();
        private final long[] sumsHere = new long[sums.length];

        @Override
        public void row(ProjectedRow projected, Row row) {
            long place = projected.hashes().place();
            Hash128 wanted = examples.get(place);
            if (wanted != null && wanted.equals(projected.hashes().row())) {
                foundHere.computeIfAbsent(place, p -> values(projected, row));
            }
            if (changed.contains(place)) {
                for (int i = 0; i < sumsHere.length; i++) {
                    sumsHere[i] += bound(projected.hashes().columnHash(i), place);
                }
            }
        }

        /** So that values which two rows have traded do not give the same sum. */
        private static long bound(Hash128 value, long place) {
            long mixed = (value.low() ^ place) * 0x9E3779B97F4A7C15L;
            return (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
        }

        private List<Value> values(ProjectedRow projected, Row row) {
            List<Value> values = new ArrayList<>();
            for (int i = 0; i < projected.columns(); i++) {
                values.add(new Value(
                        projected.isNull(row, i)
                                ? Optional.empty()
                                : Optional.of(ValueText.of(projected.value(row, i), shown)),
                        projected.hashes().columnHash(i)));
            }
            return values;
        }

        @Override
        public void end() {
            found.putAll(foundHere);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += sumsHere[i];
            }
        }
    }
}
