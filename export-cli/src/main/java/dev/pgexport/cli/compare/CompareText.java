package dev.pgexport.cli.compare;

import dev.pgexport.cli.location.LocationUri;
import dev.pgexport.cli.output.Amounts;
import dev.pgexport.cli.output.TextTable;
import dev.pgexport.compare.Comparison;
import dev.pgexport.compare.RowDifference;
import dev.pgexport.compare.Side;
import dev.pgexport.compare.TableComparison;
import dev.pgexport.compare.Verdict;
import dev.pgexport.compare.report.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Shows people what a comparison found. */
final class CompareText {
    private final Comparison comparison;
    private final List<String> lines = new ArrayList<>();

    private CompareText(Comparison comparison) {
        this.comparison = comparison;
    }

    static String of(Comparison comparison) {
        CompareText text = new CompareText(comparison);
        text.sides();
        text.lines.add("");
        text.tables();
        text.examples();
        text.statistics();
        text.lines.add("");
        text.lines.add(text.sum());
        return String.join(System.lineSeparator(), text.lines);
    }

    private void sides() {
        TextTable table = new TextTable(List.of("SIDE", "OF", "SERVER", "WHERE"), Set.of());
        for (Side side : comparison.sides()) {
            table.add(
                    side.label(),
                    side.snapshotTime().map(moment -> moment.toString()).orElse("-"),
                    side.serverVersion(),
                    where(side));
        }
        lines.add(table.render());
    }

    private static String where(Side side) {
        return side.id()
                .map(id -> LocationUri.shown(side.location().resolve(id.value())))
                .orElseGet(() -> side.location().toString());
    }

    private void tables() {
        TextTable table = new TextTable(
                List.of("TABLE", "ROWS", "SIDE", "RESULT", "MISSING", "EXTRA", "CHANGED", "WHAT"), Set.of(1, 4, 5, 6));
        for (TableComparison compared : comparison.tables()) {
            for (int i = 0; i < compared.verdicts().size(); i++) {
                add(
                        table,
                        compared,
                        comparison.sides().get(i + 1),
                        compared.verdicts().get(i));
            }
        }
        lines.add(table.render());
    }

    private static void add(TextTable table, TableComparison compared, Side side, Verdict verdict) {
        String name = compared.table().toString();
        String rows =
                compared.rows().isPresent() ? Amounts.count(compared.rows().getAsLong()) : "-";
        if (verdict instanceof Verdict.Different different) {
            table.add(
                    name,
                    rows,
                    side.label(),
                    "DIFFERENT",
                    Amounts.count(different.missing()),
                    Amounts.count(different.extra()),
                    Amounts.count(different.changed()),
                    what(different));
        } else if (verdict instanceof Verdict.NotComparable not) {
            table.add(name, rows, side.label(), "NOT COMPARABLE", "", "", "", not.reason());
        } else {
            table.add(name, rows, side.label(), "same", "", "", "", "");
        }
    }

    private static String what(Verdict.Different different) {
        Stream<String> columns = different.columns().isEmpty()
                ? Stream.of()
                : Stream.of((different.columns().size() == 1 ? "column " : "columns ")
                        + String.join(", ", different.columns()));
        return Stream.concat(columns, different.schema().stream()).collect(Collectors.joining("; "));
    }

    private void examples() {
        for (TableComparison compared : comparison.tables()) {
            for (int i = 0; i < compared.verdicts().size(); i++) {
                if (compared.verdicts().get(i) instanceof Verdict.Different different
                        && !different.examples().isEmpty()) {
                    lines.add("");
                    lines.add(compared.table() + ", "
                            + comparison.sides().get(i + 1).label() + ":");
                    different.examples().forEach(example -> lines.add("  " + example(example)));
                }
            }
        }
    }

    private void statistics() {
        List<Side> measured = comparison.sides().stream()
                .filter(side -> side.statistics().isPresent())
                .toList();
        if (measured.isEmpty()) {
            return;
        }
        TextTable table = new TextTable(
                Stream.concat(Stream.of("EACH EXPORT TOOK"), measured.stream().map(Side::label))
                        .toList(),
                IntStream.rangeClosed(1, measured.size()).boxed().collect(Collectors.toSet()));
        for (Measure measure : Measure.ALL) {
            List<String> cells = measured.stream()
                    .map(side -> side.statistics().flatMap(measure.shown()).orElse("-"))
                    .toList();
            if (cells.stream().anyMatch(cell -> !cell.equals("-"))) {
                table.add(
                        Stream.concat(Stream.of(measure.name()), cells.stream()).toArray(String[]::new));
            }
        }
        lines.add("");
        lines.add(table.render());
    }

    private static String example(RowDifference row) {
        String key = row.key().stream()
                .map(value -> value.column() + "=" + shown(value.text()))
                .collect(Collectors.joining(", "));
        String changes = row.changes().stream()
                .map(change -> change.column() + " was " + shown(change.first()) + ", is " + shown(change.other()))
                .collect(Collectors.joining("; "));
        return row.kind().name().toLowerCase(Locale.ROOT) + "  " + key + (changes.isEmpty() ? "" : ": " + changes);
    }

    private static String shown(Optional<String> text) {
        return text.map(CompareText::onOneLine).orElse("NULL");
    }

    /** What a value holds must not look like other lines, nor command the terminal. */
    private static String onOneLine(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(character -> {
            if (Character.isISOControl(character)) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", character));
            } else {
                shown.appendCodePoint(character);
            }
        });
        return shown.toString();
    }

    private String sum() {
        long different = count(Verdict.Different.class);
        long notComparable = count(Verdict.NotComparable.class);
        String read = Amounts.count(comparison.tables().size(), "table") + " in " + Amounts.duration(comparison.took());
        if (comparison.same()) {
            return "same: " + read;
        }
        return "NOT THE SAME: "
                + Stream.of(
                                different == 0 ? "" : Amounts.count(different) + " different",
                                notComparable == 0 ? "" : Amounts.count(notComparable) + " not comparable")
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(", "))
                + " of " + read;
    }

    private long count(Class<? extends Verdict> kind) {
        return comparison.tables().stream()
                .filter(table -> table.verdicts().stream().anyMatch(kind::isInstance))
                .count();
    }
}
