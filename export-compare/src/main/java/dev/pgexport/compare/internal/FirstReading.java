package dev.pgexport.compare.internal;

import dev.pgexport.api.TableName;
import dev.pgexport.compare.OpenSide;
import dev.pgexport.compare.hash.TableHash;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The content hashes of all tables, and their numbers of rows, by reading each side once. */
final class FirstReading {
    private final List<OpenSide> sides;
    private final Map<Wanted, HashWork> hashes = new HashMap<>();
    private final Works works = new Works();

    FirstReading(List<OpenSide> sides) {
        this.sides = sides;
    }

    private record Wanted(int side, TableName table, Projection projection) {}

    /** Want the hashes of a table's pairs, and the rows of a side that has them alone. */
    void want(PlannedTable table) {
        for (int i = 0; i < table.pairs().size(); i++) {
            PlannedPair pair = table.pairs().get(i);
            if (pair instanceof PlannedPair.Rows rows) {
                want(0, table.table(), rows.first());
                want(i + 1, table.table(), rows.other());
            } else if (pair instanceof PlannedPair.Extra) {
                wantCount(i + 1, table.table());
            }
        }
        if (table.counted()) {
            wantCount(0, table.table());
        }
    }

    private void wantCount(int side, TableName table) {
        if (sides.get(side).knownRows(table).isEmpty() && !works.of(side).containsKey(table)) {
            want(side, table, Projection.ofNothing());
        }
    }

    /** Two pairs that compare the same columns share a hash. */
    private void want(int side, TableName table, Projection projection) {
        hashes.computeIfAbsent(new Wanted(side, table, projection), wanted -> {
            HashWork work = new HashWork(projection);
            works.add(side, table, work);
            return work;
        });
    }

    void read(RowReadings readings) throws InterruptedException {
        readings.read(works);
    }

    TableHash hash(int side, TableName table, Projection projection) {
        HashWork work = hashes.get(new Wanted(side, table, projection));
        if (work == null) {
            throw new IllegalStateException("the hash of " + table + " was not wanted");
        }
        return work.hash();
    }

    /** Return how many rows of its own a side's table has; 0 where it has none. */
    long rows(int side, TableName table) {
        OptionalLong known = sides.get(side).knownRows(table);
        return known.orElseGet(() -> works.of(side).getOrDefault(table, List.of()).stream()
                .map(HashWork.class::cast)
                .findFirst()
                .map(work -> work.hash().rows())
                .orElse(0L));
    }
}
