package dev.pgexport.compare.report;

import dev.pgexport.compare.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Says a verdict in words. */
final class VerdictText {
    private VerdictText() {}

    /** Return a few words, as in {@code same}, {@code 3 rows missing, 1 extra} and {@code not comparable}. */
    static String brief(Verdict verdict) {
        if (verdict instanceof Verdict.Different different) {
            return counts(different);
        }
        return verdict instanceof Verdict.Same ? "same" : "not comparable";
    }

    /** Return how many rows differ, as in {@code 3 rows missing, 1 extra, 2 changed}. */
    static String counts(Verdict.Different different) {
        List<String> parts = new ArrayList<>();
        add(parts, different.missing(), "missing");
        add(parts, different.extra(), "extra");
        add(parts, different.changed(), "changed");
        if (parts.isEmpty()) {
            return different.schema().isEmpty() ? "different" : "other columns";
        }
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, long count, String how) {
        if (count > 0) {
            parts.add((parts.isEmpty() ? Figures.count(count, "row") : Figures.count(count)) + " " + how);
        }
    }
}
