package dev.pgexport.compare.report;

import dev.pgexport.compare.Side;
import dev.pgexport.compare.StrategyStatistics;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Draws one bar a side. Its text is not scaled with it, so it can be read in any width. */
final class BarChart {
    private static final int STEP = 46;
    private static final int TEXT_LINE = 15;
    private static final int BAR_TOP = 22;
    private static final int BAR_HEIGHT = 12;
    /** In characters; more would run into the figure on a phone. */
    private static final int LONGEST_LABEL = 18;

    private BarChart() {}

    /**
     * Write it, unless it was measured for none.
     *
     * @param sides all with statistics
     */
    static void write(Markup html, Measure measure, List<Side> sides) throws IOException {
        List<Side> measured = sides.stream()
                .filter(side -> measure.value().apply(statistics(side)).isPresent())
                .toList();
        if (measured.isEmpty()) {
            return;
        }
        double largest = measured.stream()
                .mapToDouble(side -> value(measure, side))
                .max()
                .orElse(0);
        html.open("figure")
                .element("figcaption", measure.name())
                .open(
                        "svg",
                        "class",
                        "bars",
                        "width",
                        "100%",
                        "height",
                        String.valueOf(measured.size() * STEP),
                        "role",
                        "img",
                        "aria-label",
                        measured.stream()
                                .map(side -> side.label() + " " + shown(measure, side))
                                .collect(Collectors.joining(", ", measure.name() + ": ", "")));
        for (int i = 0; i < measured.size(); i++) {
            bar(html, measure, measured.get(i), i * STEP, largest);
        }
        html.close("svg").close("figure");
    }

    private static void bar(Markup html, Measure measure, Side side, int top, double largest) throws IOException {
        double part = largest == 0 ? 0 : 100 * value(measure, side) / largest;
        String line = String.valueOf(top + TEXT_LINE);
        html.element("text", cut(Visible.text(side.label())), "x", "0", "y", line)
                .element("text", shown(measure, side), "x", "100%", "y", line, "text-anchor", "end", "class", "figure")
                .empty("rect", rectangle("track", top, 100))
                .empty("rect", rectangle("bar", top, part));
    }

    private static String cut(String label) {
        int length = label.codePointCount(0, label.length());
        return length <= LONGEST_LABEL
                ? label
                : label.substring(0, label.offsetByCodePoints(0, LONGEST_LABEL - 1)) + "…";
    }

    private static String[] rectangle(String kind, int top, double part) {
        return new String[] {
            "class",
            kind,
            "x",
            "0",
            "y",
            String.valueOf(top + BAR_TOP),
            "rx",
            "3",
            "width",
            String.format(Locale.ROOT, "%.1f%%", part),
            "height",
            String.valueOf(BAR_HEIGHT)
        };
    }

    private static double value(Measure measure, Side side) {
        OptionalDouble value = measure.value().apply(statistics(side));
        return value.orElseThrow();
    }

    private static String shown(Measure measure, Side side) {
        return measure.shown().apply(statistics(side)).orElseThrow();
    }

    private static StrategyStatistics statistics(Side side) {
        return side.statistics().orElseThrow();
    }
}
