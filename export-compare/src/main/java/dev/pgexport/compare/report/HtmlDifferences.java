package dev.pgexport.compare.report;

import dev.pgexport.compare.Comparison;
import dev.pgexport.compare.RowDifference;
import dev.pgexport.compare.Side;
import dev.pgexport.compare.TableComparison;
import dev.pgexport.compare.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The part of a page that says which tables differ and how, and which could not be compared. */
final class HtmlDifferences {
    private final Comparison comparison;
    private final List<Side> sides;

    HtmlDifferences(Comparison comparison) {
        this.comparison = comparison;
        this.sides = comparison.sides();
    }

    /** Write it, unless there is nothing to say. */
    void write(Markup html) throws IOException {
        if (has(Verdict.Different.class)) {
            html.open("section").element("h2", "What differs");
            for (TableComparison table : comparison.tables()) {
                if (table.verdicts().stream().anyMatch(Verdict.Different.class::isInstance)) {
                    table(html, table);
                }
            }
            html.close("section");
        }
        if (has(Verdict.NotComparable.class)) {
            html.open("section").element("h2", "What could not be compared");
            notComparable(html);
            html.close("section");
        }
    }

    private boolean has(Class<? extends Verdict> kind) {
        return comparison.tables().stream()
                .flatMap(table -> table.verdicts().stream())
                .anyMatch(kind::isInstance);
    }

    private void table(Markup html, TableComparison table) throws IOException {
        html.open("article")
                .open("h3")
                .element("code", table.table().toString())
                .close("h3");
        for (int i = 0; i < table.verdicts().size(); i++) {
            if (table.verdicts().get(i) instanceof Verdict.Different different) {
                side(html, table, sides.get(i + 1).label(), different);
            }
        }
        html.close("article");
    }

    private void side(Markup html, TableComparison table, String label, Verdict.Different different)
            throws IOException {
        html.open("p").element("strong", label).text(": ");
        Mark.DIFFERENT.write(html, VerdictText.counts(different));
        html.text(", compared with " + sides.get(0).label() + ".").close("p");
        if (!different.columns().isEmpty()) {
            html.open("p").text(different.columns().size() == 1 ? "Values differ in the column " : "Values differ in ");
            for (int i = 0; i < different.columns().size(); i++) {
                html.text(i == 0 ? "" : ", ")
                        .element("code", different.columns().get(i));
            }
            html.text(".").close("p");
        }
        if (!different.schema().isEmpty()) {
            html.open("ul");
            for (String sentence : different.schema()) {
                html.element("li", sentence);
            }
            html.close("ul");
        }
        if (!different.examples().isEmpty()) {
            examples(html, table, label, different);
        }
    }

    private void examples(Markup html, TableComparison table, String label, Verdict.Different different)
            throws IOException {
        long all = different.missing() + different.extra() + different.changed();
        String caption = (all > different.examples().size() ? "Some of the rows" : "The rows") + " of " + table.table()
                + " that differ in " + label;
        Scrolling.open(html, caption);
        html.open("table", "class", "rows")
                .element("caption", caption)
                .open("thead")
                .open("tr");
        for (String heading : List.of("Row", "Column", sides.get(0).label(), label)) {
            html.element("th", heading, "scope", "col");
        }
        html.close("tr").close("thead").open("tbody");
        for (RowDifference row : different.examples()) {
            example(html, row);
        }
        html.close("tbody").close("table");
        Scrolling.close(html);
    }

    private static void example(Markup html, RowDifference row) throws IOException {
        int lines = Math.max(1, row.changes().size());
        String span = String.valueOf(lines);
        html.open("tr").open("th", "scope", "rowgroup", "rowspan", span);
        html.element("span", row.kind().name().toLowerCase(Locale.ROOT), "class", "how");
        for (RowDifference.Value value : row.key()) {
            html.open("span", "class", "key").element("code", value.column()).text(" = ");
            value(html, value.text());
            html.close("span");
        }
        html.close("th");
        if (row.changes().isEmpty()) {
            boolean missing = row.kind() == RowDifference.Kind.MISSING;
            html.element("td", "–", "class", "none")
                    .element("td", missing ? "there" : "not there")
                    .element("td", missing ? "not there" : "there")
                    .close("tr");
            return;
        }
        for (int i = 0; i < row.changes().size(); i++) {
            RowDifference.Change change = row.changes().get(i);
            if (i > 0) {
                html.open("tr");
            }
            html.open("td").element("code", change.column()).close("td").open("td");
            value(html, change.first());
            html.close("td").open("td");
            value(html, change.other());
            html.close("td").close("tr");
        }
    }

    private static void value(Markup html, Optional<String> text) throws IOException {
        if (text.isEmpty() || text.get().isEmpty()) {
            html.element("span", text.isEmpty() ? "NULL" : "empty text", "class", "null");
        } else {
            html.element("code", text.get(), "class", "value");
        }
    }

    private void notComparable(Markup html) throws IOException {
        String caption = "Tables that could not be compared";
        Scrolling.open(html, caption);
        html.open("table").element("caption", caption).open("thead").open("tr");
        for (String heading : List.of("Table", "Side", "Why")) {
            html.element("th", heading, "scope", "col");
        }
        html.close("tr").close("thead").open("tbody");
        for (TableComparison table : comparison.tables()) {
            for (int i = 0; i < table.verdicts().size(); i++) {
                if (table.verdicts().get(i) instanceof Verdict.NotComparable not) {
                    html.open("tr")
                            .open("th", "scope", "row")
                            .element("code", table.table().toString())
                            .close("th")
                            .element("td", sides.get(i + 1).label())
                            .element("td", not.reason())
                            .close("tr");
                }
            }
        }
        html.close("tbody").close("table");
        Scrolling.close(html);
    }
}
