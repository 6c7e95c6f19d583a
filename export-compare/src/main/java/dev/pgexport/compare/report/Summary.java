package dev.pgexport.compare.report;

import dev.pgexport.compare.Comparison;
import dev.pgexport.compare.Side;
import dev.pgexport.compare.TableComparison;
import dev.pgexport.compare.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * A comparison in a few figures and one sentence. Each table counts once: as one that differs when it differs on any
 * side, else as one that is not comparable when it is not on any side, else as one that is the same.
 *
 * @param tables how many there are
 * @param rows how many rows the first side has in them
 * @param same how many tables are the same on every side
 * @param different how many tables differ on a side or more
 * @param notComparable how many of the others could not be compared on a side or more
 * @param sentence what was found, as one sentence
 */
public record Summary(int tables, long rows, int same, int different, int notComparable, String sentence) {

    /** Sum a comparison up. */
    public static Summary of(Comparison comparison) {
        int same = 0;
        int different = 0;
        for (TableComparison table : comparison.tables()) {
            if (table.same()) {
                same++;
            } else if (table.verdicts().stream().anyMatch(Verdict.Different.class::isInstance)) {
                different++;
            }
        }
        int tables = comparison.tables().size();
        long rows = comparison.tables().stream()
                .map(TableComparison::rows)
                .mapToLong(found -> found.orElse(0))
                .sum();
        return new Summary(
                tables, rows, same, different, tables - same - different, sentence(comparison, tables, rows));
    }

    /** Count the tables of a side that are the same as the first side's. */
    static long same(Comparison comparison, int side) {
        return count(comparison, side, Verdict.Same.class);
    }

    /** Count the tables of a side that differ from the first side's. */
    static long different(Comparison comparison, int side) {
        return count(comparison, side, Verdict.Different.class);
    }

    /** Count the tables of a side that could not be compared. */
    static long notComparable(Comparison comparison, int side) {
        return count(comparison, side, Verdict.NotComparable.class);
    }

    /** Return the rows of a side in tables that are the same or differ; empty when the counts do not say. */
    static OptionalLong rows(Comparison comparison, int side) {
        long rows = 0;
        for (TableComparison table : comparison.tables()) {
            if (side == 0) {
                rows += table.rows().orElse(0);
            } else if (table.verdicts().get(side - 1) instanceof Verdict.Same found) {
                rows += found.rows();
            } else if (table.verdicts().get(side - 1) instanceof Verdict.Different found) {
                rows += table.rows().orElse(0) - found.missing() + found.extra();
            } else {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.of(rows);
    }

    private static long count(Comparison comparison, int side, Class<? extends Verdict> kind) {
        return comparison.tables().stream()
                .map(table -> table.verdicts().get(side - 1))
                .filter(kind::isInstance)
                .count();
    }

    private static String sentence(Comparison comparison, int tables, long rows) {
        List<String> labels = comparison.sides().stream().map(Side::label).toList();
        String held = Figures.count(tables, "table") + ", " + Figures.count(rows, "row");
        if (comparison.same()) {
            return all(labels) + " hold the same: " + held + ".";
        }
        String reference = labels.get(0);
        String ofAll = " of " + Figures.count(tables, "table");
        List<String> alike = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        for (int side = 1; side < labels.size(); side++) {
            long different = different(comparison, side);
            long notComparable = notComparable(comparison, side);
            String beyond = notComparable == 0 ? "" : Figures.count(notComparable) + " could not be compared";
            if (different > 0) {
                parts.add(labels.get(side) + " differs from " + reference + " in " + Figures.count(different) + ofAll
                        + (beyond.isEmpty() ? "" : ", and " + beyond));
            } else if (notComparable == comparison.tables().size()) {
                parts.add("nothing of " + labels.get(side) + " could be compared with " + reference);
            } else if (notComparable > 0) {
                parts.add(labels.get(side) + " holds the same as " + reference + " in "
                        + Figures.count(same(comparison, side)) + ofAll + ", and " + beyond);
            } else {
                alike.add(labels.get(side));
            }
        }
        if (!alike.isEmpty()) {
            parts.add(all(alike) + (alike.size() == 1 ? " holds" : " hold") + " the same as " + reference);
        }
        return String.join("; ", parts) + ".";
    }

    private static String all(List<String> labels) {
        return labels.size() == 1
                ? labels.get(0)
                : labels.stream().limit(labels.size() - 1L).collect(Collectors.joining(", ")) + " and "
                        + labels.get(labels.size() - 1);
    }
}
