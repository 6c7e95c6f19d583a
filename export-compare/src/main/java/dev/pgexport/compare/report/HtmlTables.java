package dev.pgexport.compare.report;

import dev.pgexport.compare.Comparison;
import dev.pgexport.compare.Side;
import dev.pgexport.compare.TableComparison;
import dev.pgexport.compare.Verdict;
import java.io.IOException;
import java.util.List;

/** The part of a page that lists every table. */
final class HtmlTables {
    private HtmlTables() {}

    static void write(Markup html, Comparison comparison) throws IOException {
        if (comparison.tables().isEmpty()) {
            return;
        }
        List<Side> others = comparison.sides().subList(1, comparison.sides().size());
        String reference = comparison.sides().get(0).label();
        html.open("section").element("h2", "All tables");
        String caption = "Every table, compared with " + reference;
        Scrolling.open(html, caption);
        html.open("table", "class", "tables")
                .element("caption", caption)
                .open("thead")
                .open("tr");
        html.element("th", "Table", "scope", "col");
        html.element("th", "Rows", "scope", "col", "class", "number");
        for (Side side : others) {
            html.element("th", side.label(), "scope", "col");
        }
        html.close("tr").close("thead").open("tbody");
        for (TableComparison table : comparison.tables()) {
            html.open("tr")
                    .open("th", "scope", "row")
                    .element("code", table.table().toString())
                    .close("th");
            html.element(
                    "td", table.rows().isPresent() ? Figures.count(table.rows().getAsLong()) : "–", "class", "number");
            for (Verdict verdict : table.verdicts()) {
                html.open("td");
                Mark.of(verdict).write(html, VerdictText.brief(verdict));
                html.close("td");
            }
            html.close("tr");
        }
        html.close("tbody").close("table");
        Scrolling.close(html);
        html.close("section");
    }
}
