package dev.pgexport.compare.report;

import dev.pgexport.compare.Side;
import java.io.IOException;
import java.util.List;
import java.util.function.IntFunction;

/** A table in a page with a column for each side. */
final class SideTable {
    private final Markup html;
    private final List<Side> sides;

    private SideTable(Markup html, List<Side> sides) {
        this.html = html;
        this.sides = sides;
    }

    static SideTable open(Markup html, String caption, List<Side> sides) throws IOException {
        Scrolling.open(html, caption);
        html.open("table").element("caption", caption).open("thead").open("tr");
        html.open("td").close("td");
        for (Side side : sides) {
            html.element("th", side.label(), "scope", "col");
        }
        html.close("tr").close("thead").open("tbody");
        return new SideTable(html, sides);
    }

    /** Write a row, unless every cell of it is empty. */
    void row(String heading, IntFunction<String> cell) throws IOException {
        row(heading, "words", cell);
    }

    /** Write a row of what has no words, and may be broken anywhere. */
    void names(String heading, IntFunction<String> cell) throws IOException {
        row(heading, "names", cell);
    }

    private void row(String heading, String kind, IntFunction<String> cell) throws IOException {
        boolean any = false;
        for (int side = 0; side < sides.size(); side++) {
            any |= !cell.apply(side).isEmpty();
        }
        if (any) {
            heading(heading);
            for (int side = 0; side < sides.size(); side++) {
                cell(cell.apply(side), kind);
            }
            end();
        }
    }

    /** Begin a row; its cells follow. */
    void heading(String heading) throws IOException {
        html.open("tr").element("th", heading, "scope", "row");
    }

    private void cell(String text, String kind) throws IOException {
        html.element("td", text.isEmpty() ? "–" : text, "class", text.isEmpty() ? "none" : kind);
    }

    void end() throws IOException {
        html.close("tr");
    }

    void close() throws IOException {
        html.close("tbody").close("table");
        Scrolling.close(html);
    }
}
