package dev.pgexport.compare.report;

import dev.pgexport.api.manifest.LeftOut;
import dev.pgexport.compare.Side;
import java.io.IOException;
import java.util.List;

/** The part of a page that says what each export could not or should not carry. */
final class HtmlLeftOut {
    /** A longer list is folded. */
    private static final int SHORT = 12;

    private HtmlLeftOut() {}

    /** Write it, unless there is no export. */
    static void write(Markup html, List<Side> sides) throws IOException {
        List<Side> exports =
                sides.stream().filter(side -> side.id().isPresent()).toList();
        if (exports.isEmpty()) {
            return;
        }
        html.open("section").element("h2", "What each export does not hold");
        for (Side side : exports) {
            if (side.leftOut().isEmpty()) {
                html.open("p")
                        .element("strong", side.label())
                        .text(" left nothing out.")
                        .close("p");
            } else {
                side(html, side);
            }
        }
        html.close("section");
    }

    private static void side(Markup html, Side side) throws IOException {
        boolean folded = side.leftOut().size() > SHORT;
        String caption = "Left out by " + side.label() + ": "
                + Figures.count(side.leftOut().size());
        if (folded) {
            html.open("details").element("summary", caption);
        }
        Scrolling.open(html, caption);
        html.open("table").element("caption", caption).open("thead").open("tr");
        for (String heading : List.of("What", "Name", "Why")) {
            html.element("th", heading, "scope", "col");
        }
        html.close("tr").close("thead").open("tbody");
        for (LeftOut leftOut : side.leftOut()) {
            html.open("tr")
                    .element("td", leftOut.kind())
                    .open("th", "scope", "row")
                    .element("code", leftOut.name())
                    .close("th")
                    .element("td", leftOut.reason())
                    .close("tr");
        }
        html.close("tbody").close("table");
        Scrolling.close(html);
        if (folded) {
            html.close("details");
        }
    }
}
