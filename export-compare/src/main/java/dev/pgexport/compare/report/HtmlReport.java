package dev.pgexport.compare.report;

import dev.pgexport.compare.Comparison;
import dev.pgexport.compare.Side;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * A page that needs nothing but itself: no script, no other file. What a manager wants to know comes first. Its Content
 * Security Policy allows its own style sheet alone, so that even a value that got out of its quotes could do nothing.
 */
final class HtmlReport implements Report {
    private static final String SHEET = sheet();

    private static String sheet() {
        try (InputStream in = Objects.requireNonNull(HtmlReport.class.getResourceAsStream("report.css"), "resource")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the style sheet of reports cannot be read", e);
        }
    }

    @Override
    public void write(Comparison comparison, Writer out) throws IOException {
        Summary summary = Summary.of(comparison);
        out.write("<!DOCTYPE html>\n");
        Markup html = new Markup(out);
        html.open("html", "lang", "en");
        head(html, summary);
        html.open("body");
        header(html, comparison, summary);
        html.open("main");
        sides(html, comparison);
        new HtmlDifferences(comparison).write(html);
        HtmlStatistics.write(html, comparison.sides());
        HtmlLeftOut.write(html, comparison.sides());
        HtmlTables.write(html, comparison);
        html.close("main");
        html.open("footer")
                .element(
                        "p",
                        "The same means: as many rows, with the same values in columns of the same names and types, in"
                                + " whatever order and form they are stored. Made by pgexport.")
                .close("footer");
        html.close("body").close("html");
    }

    private static void head(Markup html, Summary summary) throws IOException {
        html.open("head")
                .empty("meta", "charset", "utf-8")
                .empty(
                        "meta",
                        "http-equiv",
                        "Content-Security-Policy",
                        "content",
                        "default-src 'none'; img-src data:; style-src 'sha256-" + digest(SHEET) + "'")
                .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .empty("meta", "name", "color-scheme", "content", "light dark")
                // Keeps a browser from asking a web server for one.
                .empty("link", "rel", "icon", "href", "data:,")
                .element("title", "pgexport: " + summary.sentence())
                .style(SHEET)
                .close("head");
    }

    private static String digest(String sheet) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(sheet.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(sha256);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void header(Markup html, Comparison comparison, Summary summary) throws IOException {
        Mark mark = comparison.same() ? Mark.SAME : summary.different() > 0 ? Mark.DIFFERENT : Mark.UNCLEAR;
        html.open("header");
        html.element("p", "Comparison of exports", "class", "kind");
        html.open("h1");
        mark.write(html);
        html.text(summary.sentence()).close("h1");
        html.open("dl", "class", "figures");
        figure(html, "same", summary.same(), summary.same() == 1 ? "table the same" : "tables the same");
        figure(
                html,
                "different",
                summary.different(),
                summary.different() == 1 ? "table different" : "tables different");
        figure(html, "unclear", summary.notComparable(), "not comparable");
        html.close("dl");
        html.open("p", "class", "moment")
                .element(
                        "time",
                        Figures.moment(comparison.started()),
                        "datetime",
                        comparison.started().toString())
                .text(" · compared in " + Figures.duration(comparison.took()))
                .close("p")
                .close("header");
    }

    private static void figure(Markup html, String kind, int count, String noun) throws IOException {
        html.open("div", "class", count == 0 ? "none" : kind)
                .element("dt", noun)
                .element("dd", Figures.count(count))
                .close("div");
    }

    private static void sides(Markup html, Comparison comparison) throws IOException {
        List<Side> sides = comparison.sides();
        html.open("section").element("h2", "What was compared");
        SideTable table = SideTable.open(html, "Each side, and what was found of it", sides);
        table.heading("Verdict");
        html.element("td", "the reference");
        for (int side = 1; side < sides.size(); side++) {
            verdict(html, comparison, side);
        }
        table.end();
        table.row("Tables", side -> tables(comparison, side));
        table.row("Rows", side -> {
            var rows = Summary.rows(comparison, side);
            return rows.isPresent() ? Figures.count(rows.getAsLong()) : "";
        });
        table.row("Strategy", side -> sides.get(side).strategy().orElse("live database"));
        table.row("Server", side -> "PostgreSQL " + sides.get(side).serverVersion());
        table.row(
                "As of",
                side -> sides.get(side).snapshotTime().map(Figures::moment).orElse(""));
        table.names("Export", side -> sides.get(side).id().map(id -> id.value()).orElse(""));
        table.names("Where", side -> sides.get(side).location().toString());
        table.close();
        html.close("section");
    }

    private static void verdict(Markup html, Comparison comparison, int side) throws IOException {
        long different = Summary.different(comparison, side);
        long notComparable = Summary.notComparable(comparison, side);
        html.open("td");
        if (different > 0) {
            Mark.DIFFERENT.write(html, "different");
        } else if (notComparable > 0) {
            Mark.UNCLEAR.write(html, "same as far as comparable");
        } else {
            Mark.SAME.write(html, "same");
        }
        html.close("td");
    }

    private static String tables(Comparison comparison, int side) {
        if (side == 0) {
            return Figures.count(comparison.tables().stream()
                    .filter(table -> table.rows().isPresent())
                    .count());
        }
        long different = Summary.different(comparison, side);
        long notComparable = Summary.notComparable(comparison, side);
        return Figures.count(Summary.same(comparison, side)) + " the same"
                + (different == 0 ? "" : ", " + Figures.count(different) + " different")
                + (notComparable == 0 ? "" : ", " + Figures.count(notComparable) + " not comparable");
    }
}
