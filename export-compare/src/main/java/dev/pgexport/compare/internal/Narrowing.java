package dev.pgexport.compare.internal;

import dev.pgexport.compare.hash.BucketHashes;
import dev.pgexport.compare.hash.HashRange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Counts the rows that differ, exactly and in bounded memory, by reading differing tables again.
 *
 * <p>Tables whose rows can be held are matched at once. The others are first divided into buckets of the hash space, by
 * key where there is one; then the rows of as many differing buckets as can be held are matched, in as many readings as
 * it takes.
 */
final class Narrowing {
    private static final int BUCKET_BITS = BucketHashes.MAXIMAL_BITS;
    /** 5 MiB each, and 1.5 MiB a worker. */
    private static final int TABLES_IN_BUCKETS = 4;

    private static final int SPLIT_BITS = 4;
    /** What is this small and has too many rows has them in one place, where nothing divides them. */
    private static final int SMALLEST_RANGE_BITS = 56;

    private final RowReadings readings;
    private final int capacity;

    /** @param capacity how many different rows are held at once */
    Narrowing(RowReadings readings, int capacity) {
        this.readings = readings;
        this.capacity = capacity;
    }

    void narrow(List<DifferingTable> tables) throws InterruptedException {
        divide(tables);
        Deque<DifferingTable> left = new ArrayDeque<>(tables);
        while (!left.isEmpty()) {
            match(choose(left));
            left.removeIf(table -> table.pieces().isEmpty());
        }
    }

    private void divide(List<DifferingTable> tables) throws InterruptedException {
        List<DifferingTable> big = new ArrayList<>();
        for (DifferingTable table : tables) {
            if (table.rows() > capacity) {
                big.add(table);
            } else {
                table.pieces().add(new DifferingTable.Piece(HashRange.ALL, table.rows()));
            }
        }
        for (int i = 0; i < big.size(); i += TABLES_IN_BUCKETS) {
            divideAtOnce(big.subList(i, Math.min(big.size(), i + TABLES_IN_BUCKETS)));
        }
    }

    private void divideAtOnce(List<DifferingTable> tables) throws InterruptedException {
        Works works = new Works();
        List<BucketWork> firsts = new ArrayList<>();
        List<BucketWork> others = new ArrayList<>();
        for (DifferingTable table : tables) {
            firsts.add(new BucketWork(table.plan().first(), BUCKET_BITS));
            others.add(new BucketWork(table.plan().other(), BUCKET_BITS));
            works.add(0, table.table(), firsts.get(firsts.size() - 1));
            works.add(table.other(), table.table(), others.get(others.size() - 1));
        }
        readings.read(works);
        for (int i = 0; i < tables.size(); i++) {
            BucketHashes first = firsts.get(i).hashes();
            BucketHashes other = others.get(i).hashes();
            for (HashRange range : first.differing(other)) {
                int bucket = (int) range.prefix();
                long rows = first.buckets().get(bucket).rows()
                        + other.buckets().get(bucket).rows();
                tables.get(i).pieces().add(new DifferingTable.Piece(range, rows));
            }
        }
    }

    /** Some pieces of a table, whose rows are matched in one reading. */
    private record Chosen(DifferingTable table, List<DifferingTable.Piece> pieces, RowMatches matches) {}

    /** Take pieces off the tables until their rows fill what can be held. */
    private List<Chosen> choose(Iterable<DifferingTable> tables) {
        List<Chosen> chosen = new ArrayList<>();
        long room = capacity;
        for (DifferingTable table : tables) {
            List<DifferingTable.Piece> taken = new ArrayList<>();
            long rows = 0;
            while (!table.pieces().isEmpty()
                    && (rows + table.pieces().getFirst().rows() <= room || (chosen.isEmpty() && taken.isEmpty()))) {
                rows += table.pieces().getFirst().rows();
                taken.add(table.pieces().removeFirst());
            }
            if (!taken.isEmpty()) {
                chosen.add(new Chosen(table, taken, new RowMatches(limit(taken))));
                room -= rows;
            }
        }
        return chosen;
    }

    private int limit(List<DifferingTable.Piece> pieces) {
        return pieces.get(0).range().bits() >= SMALLEST_RANGE_BITS ? Integer.MAX_VALUE : capacity;
    }

    private void match(List<Chosen> chosen) throws InterruptedException {
        Works works = new Works();
        for (Chosen part : chosen) {
            RangeSet ranges = new RangeSet(
                    part.pieces().stream().map(DifferingTable.Piece::range).toList());
            DifferingTable table = part.table();
            works.add(0, table.table(), new MatchWork(table.plan().first(), ranges, part.matches(), 1));
            works.add(table.other(), table.table(), new MatchWork(table.plan().other(), ranges, part.matches(), -1));
        }
        readings.read(works);
        for (Chosen part : chosen) {
            if (part.matches().overflown()) {
                split(part);
            } else {
                part.matches().forEachDifference(part.table()::add);
            }
        }
    }

    /** The rows of a piece are not known where it was split before, so more can come than was thought. */
    private static void split(Chosen part) {
        for (DifferingTable.Piece piece : part.pieces()) {
            for (int i = 0; i < 1 << SPLIT_BITS; i++) {
                part.table()
                        .pieces()
                        .addLast(new DifferingTable.Piece(
                                piece.range().part(SPLIT_BITS, i), Math.max(1, piece.rows() >> SPLIT_BITS)));
            }
        }
    }
}
