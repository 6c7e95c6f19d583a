package dev.pgexport.cli.restore;

import dev.pgexport.cli.output.Amounts;
import dev.pgexport.compare.TableComparison;
import dev.pgexport.compare.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a comparison of an export with the database that it was restored into found.
 *
 * @param different a sentence for each table that is not the same
 * @param notCompared a sentence for each of which nothing can be said
 */
record Differences(List<String> different, List<String> notCompared) implements Compared {
    Differences {
        different = List.copyOf(different);
        notCompared = List.copyOf(notCompared);
    }

    static Differences of(List<TableComparison> tables) {
        List<String> different = new ArrayList<>();
        List<String> notCompared = new ArrayList<>();
        for (TableComparison table : tables) {
            for (Verdict verdict : table.verdicts()) {
                if (verdict instanceof Verdict.Different found) {
                    different.add(table.table() + ": " + what(found));
                } else if (verdict instanceof Verdict.NotComparable not) {
                    notCompared.add(table.table() + ": " + not.reason());
                }
            }
        }
        return new Differences(different, notCompared);
    }

    private static String what(Verdict.Different found) {
        Stream<String> rows = Stream.of(
                        counted(found.missing(), "missing"),
                        counted(found.extra(), "added"),
                        counted(found.changed(), "changed"))
                .filter(part -> !part.isEmpty());
        return String.join("; ", Stream.concat(rows, found.schema().stream()).toList());
    }

    private static String counted(long rows, String how) {
        return rows == 0 ? "" : Amounts.count(rows, "row") + " " + how;
    }
}
