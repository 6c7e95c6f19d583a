package dev.pgexport.compare.internal;

import dev.pgexport.api.TableName;
import dev.pgexport.compare.RowDifference.Kind;
import dev.pgexport.compare.hash.Hash128;
import dev.pgexport.compare.hash.HashRange;
import dev.pgexport.compare.hash.TableHash;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A table of which two sides do not hold the same rows, and what is known so far of how they differ. Not thread-safe. */
final class DifferingTable {
    /** Of so many changed rows it is looked up which columns changed. */
    private static final int CHANGES = 1000;

    private final TableName table;
    private final int other;
    private final PlannedPair.Rows plan;
    private final TableHash firstHash;
    private final TableHash otherHash;
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final Map<Kind, NavigableMap<Long, Example>> examples = new EnumMap<>(Kind.class);
    private final int examplesWanted;

    DifferingTable(
            TableName table,
            int other,
            PlannedPair.Rows plan,
            TableHash firstHash,
            TableHash otherHash,
            int examplesWanted) {
        this.table = table;
        this.other = other;
        this.plan = plan;
        this.firstHash = firstHash;
        this.otherHash = otherHash;
        this.examplesWanted = examplesWanted;
    }

    /**
     * A part of the hash space whose rows are still to be matched.
     *
     * @param rows how many rows of both sides it has, as far as is known
     */
    record Piece(HashRange range, long rows) {}

    /**
     * Rows that differ.
     *
     * @param place where they are in the hash space
     * @param first the hash of the first side's row
     * @param other the hash of the other's
     */
    record Example(Kind kind, long place, Optional<Hash128> first, Optional<Hash128> other) {}

    TableName table() {
        return table;
    }

    /** Return which side is compared with the first. */
    int other() {
        return other;
    }

    PlannedPair.Rows plan() {
        return plan;
    }

    TableHash firstHash() {
        return firstHash;
    }

    TableHash otherHash() {
        return otherHash;
    }

    boolean hasKey() {
        return !plan.first().key().isEmpty();
    }

    /** Return how many rows both sides have. */
    long rows() {
        return firstHash.rows() + otherHash.rows();
    }

    /** Return what is still to be matched. */
    Deque<Piece> pieces() {
        return pieces;
    }

    /** Take note of what was found at one place. */
    void add(RowMatches.Difference found) {
        long changed = hasKey() ? Math.min(found.first(), found.other()) : 0;
        note(Kind.CHANGED, changed, found);
        note(Kind.MISSING, found.first() - changed, found);
        note(Kind.EXTRA, found.other() - changed, found);
    }

    private void note(Kind kind, long rows, RowMatches.Difference found) {
        if (rows == 0) {
            return;
        }
        counts.merge(kind, rows, Long::sum);
        NavigableMap<Long, Example> known = examplesOf(kind);
        int wanted = kind == Kind.CHANGED ? Math.max(CHANGES, examplesWanted) : examplesWanted;
        if (wanted == 0) {
            return;
        }
        if (known.size() < wanted || Long.compareUnsigned(found.place(), known.lastKey()) < 0) {
            known.put(found.place(), example(kind, found));
            if (known.size() > wanted) {
                known.pollLastEntry();
            }
        }
    }

    private NavigableMap<Long, Example> examplesOf(Kind kind) {
        return examples.computeIfAbsent(kind, k -> new TreeMap<>(Long::compareUnsigned));
    }

    private static Example example(Kind kind, RowMatches.Difference found) {
        return new Example(
                kind,
                found.place(),
                kind == Kind.EXTRA ? Optional.empty() : found.firstRow(),
                kind == Kind.MISSING ? Optional.empty() : found.otherRow());
    }

    long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** Return some of the places whose rows are changed. */
    List<Long> changedPlaces() {
        return List.copyOf(examplesOf(Kind.CHANGED).keySet());
    }

    /** Return as many examples as are wanted, taken from all kinds alike. */
    List<Example> examples() {
        List<List<Example>> byKind = new ArrayList<>();
        examples.values().forEach(ofKind -> byKind.add(List.copyOf(ofKind.values())));
        List<Example> chosen = new ArrayList<>();
        for (int i = 0; i < examplesWanted; i++) {
            for (List<Example> ofKind : byKind) {
                if (i < ofKind.size() && chosen.size() < examplesWanted) {
                    chosen.add(ofKind.get(i));
                }
            }
        }
        chosen.sort(Comparator.comparing(Example::kind));
        return chosen;
    }

    /** Return whether the sums of the columns tell which of them changed: rows that one side lacks change them all. */
    boolean columnsTell() {
        return count(Kind.MISSING) == count(Kind.EXTRA)
                && (!hasKey() || count(Kind.MISSING) == 0)
                && !firstHash.differingColumns(otherHash).isEmpty();
    }
}
