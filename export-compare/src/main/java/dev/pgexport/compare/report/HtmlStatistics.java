package dev.pgexport.compare.report;

import dev.pgexport.compare.Side;
import dev.pgexport.compare.StrategyStatistics;
import java.io.IOException;
import java.util.List;

/** The part of a page that says what each export took. */
final class HtmlStatistics {
    private HtmlStatistics() {}

    /** Write it, unless nothing was measured. */
    static void write(Markup html, List<Side> all) throws IOException {
        List<Side> sides =
                all.stream().filter(side -> side.statistics().isPresent()).toList();
        if (sides.isEmpty()) {
            return;
        }
        html.open("section").element("h2", "What each export took");
        html.open("div", "class", "charts");
        for (Measure measure : Measure.CHARTS) {
            BarChart.write(html, measure, sides);
        }
        html.close("div");
        SideTable table = SideTable.open(html, "Measured while each export was made", sides);
        for (Measure measure : Measure.ALL) {
            table.row(
                    measure.name(),
                    side -> measure.shown().apply(statistics(sides.get(side))).orElse(""));
        }
        table.close();
        html.close("section");
    }

    private static StrategyStatistics statistics(Side side) {
        return side.statistics().orElseThrow();
    }
}
