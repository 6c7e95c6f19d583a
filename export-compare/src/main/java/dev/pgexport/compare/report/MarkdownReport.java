package dev.pgexport.compare.report;

import dev.pgexport.api.manifest.LeftOut;
import dev.pgexport.compare.Comparison;
import dev.pgexport.compare.RowDifference;
import dev.pgexport.compare.Side;
import dev.pgexport.compare.TableComparison;
import dev.pgexport.compare.Verdict;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * GitHub Flavored Markdown, for the summary of a workflow. GitHub shows 1 MiB of it at most, so long lists are cut, which
 * it says. Whatever comes from a database is in {@code <code>} and spelled in character references: Markdown sees none of
 * its signs, and GitHub makes no link or mention of it.
 */
final class MarkdownReport implements Report {
    private static final int MAXIMAL_LIST = 200;

    @Override
    public void write(Comparison comparison, Writer out) throws IOException {
        Summary summary = Summary.of(comparison);
        String mark = comparison.same() ? "✅" : summary.different() > 0 ? "❌" : "⚠️";
        out.write("## " + mark + " " + plain(summary.sentence()) + "\n\n");
        sides(comparison, out);
        differences(comparison, out);
        notComparable(comparison, out);
        statistics(comparison.sides(), out);
        leftOut(comparison.sides(), out);
        tables(comparison, out);
        out.write("Started " + Figures.moment(comparison.started()) + ", took " + Figures.duration(comparison.took())
                + ".\n");
    }

    private static void sides(Comparison comparison, Writer out) throws IOException {
        row(out, "Side", "Verdict", "Same", "Different", "Not comparable", "Server", "As of", "Where");
        out.write("|:--|:--|--:|--:|--:|:--|:--|:--|\n");
        for (int i = 0; i < comparison.sides().size(); i++) {
            Side side = comparison.sides().get(i);
            long different = i == 0 ? 0 : Summary.different(comparison, i);
            long notComparable = i == 0 ? 0 : Summary.notComparable(comparison, i);
            String verdict =
                    different > 0 ? "❌ different" : notComparable > 0 ? "⚠️ same as far as comparable" : "✅ same";
            row(
                    out,
                    code(side.label()),
                    i == 0 ? "compared with" : verdict,
                    i == 0 ? "" : Figures.count(Summary.same(comparison, i)),
                    i == 0 ? "" : Figures.count(different),
                    i == 0 ? "" : Figures.count(notComparable),
                    "PostgreSQL " + plain(side.serverVersion()),
                    side.snapshotTime().map(Figures::moment).orElse(""),
                    code(side.location().toString()));
        }
        out.write('\n');
    }

    private static void differences(Comparison comparison, Writer out) throws IOException {
        List<String> parts = new ArrayList<>();
        forEach(comparison, Verdict.Different.class, (table, side, different) -> {
            StringBuilder part = new StringBuilder("#### " + code(table.table().toString()) + " of "
                    + code(side.label()) + ": " + VerdictText.counts(different) + "\n\n");
            if (!different.columns().isEmpty()) {
                part.append("Values differ in ")
                        .append(different.columns().stream()
                                .map(MarkdownReport::code)
                                .collect(Collectors.joining(", ")))
                        .append(".\n\n");
            }
            different
                    .schema()
                    .forEach(sentence ->
                            part.append("- ").append(plain(sentence)).append('\n'));
            if (!different.schema().isEmpty()) {
                part.append('\n');
            }
            if (!different.examples().isEmpty()) {
                part.append("| Row | How | Column | ")
                        .append(code(comparison.sides().get(0).label()))
                        .append(" | ");
                part.append(code(side.label())).append(" |\n|:--|:--|:--|:--|:--|\n");
                different.examples().forEach(row -> example(row, part));
                part.append('\n');
            }
            parts.add(part.toString());
        });
        list(out, "### What differs\n\n", parts, "\n");
    }

    private static void example(RowDifference row, StringBuilder part) {
        String key = row.key().stream()
                .map(value -> code(value.column()) + " = " + value(value.text()))
                .collect(Collectors.joining("<br>"));
        String kind = row.kind().name().toLowerCase(Locale.ROOT);
        if (row.changes().isEmpty()) {
            boolean missing = row.kind() == RowDifference.Kind.MISSING;
            part.append(cells(key, kind, "", missing ? "there" : "not there", missing ? "not there" : "there"));
        }
        for (RowDifference.Change change : row.changes()) {
            part.append(cells(key, kind, code(change.column()), value(change.first()), value(change.other())));
        }
    }

    private static void notComparable(Comparison comparison, Writer out) throws IOException {
        List<String> rows = new ArrayList<>();
        forEach(
                comparison,
                Verdict.NotComparable.class,
                (table, side, not) ->
                        rows.add(cells(code(table.table().toString()), code(side.label()), plain(not.reason()))));
        list(out, "### What could not be compared\n\n| Table | Side | Why |\n|:--|:--|:--|\n", rows, "\n");
    }

    private static void statistics(List<Side> all, Writer out) throws IOException {
        List<Side> sides =
                all.stream().filter(side -> side.statistics().isPresent()).toList();
        if (sides.isEmpty()) {
            return;
        }
        out.write("### What each export took\n\n");
        row(out, cells("", sides, side -> code(side.label())));
        out.write("|:--|" + "--:|".repeat(sides.size()) + "\n");
        for (Measure measure : Measure.ALL) {
            Function<Side, String> shown = side ->
                    measure.shown().apply(side.statistics().orElseThrow()).orElse("");
            if (sides.stream().anyMatch(side -> !shown.apply(side).isEmpty())) {
                row(out, cells(measure.name(), sides, shown));
            }
        }
        out.write('\n');
    }

    private static void leftOut(List<Side> sides, Writer out) throws IOException {
        List<String> rows = new ArrayList<>();
        for (Side side : sides) {
            for (LeftOut leftOut : side.leftOut()) {
                rows.add(cells(
                        code(side.label()), plain(leftOut.kind()), code(leftOut.name()), plain(leftOut.reason())));
            }
        }
        list(
                out,
                "### What the exports do not hold\n\n| Export | What | Name | Why |\n|:--|:--|:--|:--|\n",
                rows,
                "\n");
    }

    private static void tables(Comparison comparison, Writer out) throws IOException {
        List<Side> others = comparison.sides().subList(1, comparison.sides().size());
        List<String> rows = comparison.tables().stream()
                .map(table -> cells(Stream.concat(
                                Stream.of(
                                        code(table.table().toString()),
                                        table.rows().isPresent()
                                                ? Figures.count(table.rows().getAsLong())
                                                : ""),
                                table.verdicts().stream().map(MarkdownReport::verdict))
                        .toArray(String[]::new)))
                .toList();
        String heading =
                cells(Stream.concat(Stream.of("Table", "Rows"), others.stream().map(side -> code(side.label())))
                        .toArray(String[]::new));
        list(
                out,
                "<details><summary>All " + Figures.count(rows.size(), "table") + "</summary>\n\n" + heading
                        + "|:--|--:|" + ":--|".repeat(others.size()) + "\n",
                rows,
                "\n</details>\n\n");
    }

    private static String verdict(Verdict verdict) {
        String mark = verdict instanceof Verdict.Same ? "✅ " : verdict instanceof Verdict.Different ? "❌ " : "⚠️ ";
        return mark + VerdictText.brief(verdict);
    }

    private interface Found<V extends Verdict> {
        void of(TableComparison table, Side side, V verdict);
    }

    private static <V extends Verdict> void forEach(Comparison comparison, Class<V> kind, Found<V> found) {
        for (TableComparison table : comparison.tables()) {
            for (int i = 0; i < table.verdicts().size(); i++) {
                if (kind.isInstance(table.verdicts().get(i))) {
                    found.of(
                            table,
                            comparison.sides().get(i + 1),
                            kind.cast(table.verdicts().get(i)));
                }
            }
        }
    }

    private static void list(Writer out, String before, List<String> parts, String after) throws IOException {
        if (parts.isEmpty()) {
            return;
        }
        out.write(before);
        for (String part : parts.subList(0, Math.min(MAXIMAL_LIST, parts.size()))) {
            out.write(part);
        }
        if (parts.size() > MAXIMAL_LIST) {
            out.write("\nand " + Figures.count(parts.size() - MAXIMAL_LIST) + " more.\n");
        }
        out.write(after);
    }

    private static void row(Writer out, String... cells) throws IOException {
        out.write(cells(cells));
    }

    private static String[] cells(String heading, List<Side> sides, Function<Side, String> cell) {
        return Stream.concat(Stream.of(heading), sides.stream().map(cell)).toArray(String[]::new);
    }

    private static String cells(String... cells) {
        return Stream.of(cells).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String value(Optional<String> text) {
        return text.map(found -> code(edges(found))).orElse("*NULL*");
    }

    /** Return a text with pictures for the spaces at its ends, which would not be shown. */
    private static String edges(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        int start = 0;
        while (start < end && text.charAt(start) == ' ') {
            start++;
        }
        return "␠".repeat(start) + text.substring(start, end) + "␠".repeat(text.length() - end);
    }

    private static String code(String text) {
        return "<code>" + plain(text) + "</code>";
    }

    /** Return a text that Markdown takes as nothing but text. */
    private static String plain(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        Visible.text(text).codePoints().forEach(character -> {
            if (character > '~' || character == ' ' || Character.isLetterOrDigit(character)) {
                escaped.appendCodePoint(character);
            } else {
                escaped.append("&#").append(character).append(';');
            }
        });
        return escaped.toString();
    }
}
