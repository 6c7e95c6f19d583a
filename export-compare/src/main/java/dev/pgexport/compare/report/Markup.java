package dev.pgexport.compare.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** Writes HTML that is well-formed XML as well; every text and value is escaped. */
final class Markup {
    /** A line break after these is not shown. */
    private static final Set<String> BLOCKS = Set.of(
            "article",
            "body",
            "caption",
            "dd",
            "div",
            "dl",
            "dt",
            "figcaption",
            "figure",
            "footer",
            "h1",
            "h2",
            "h3",
            "head",
            "header",
            "li",
            "main",
            "p",
            "section",
            "table",
            "tbody",
            "td",
            "th",
            "thead",
            "title",
            "tr",
            "ul");

    private final Writer out;
    private final Deque<String> open = new ArrayDeque<>();

    Markup(Writer out) {
        this.out = out;
    }

    /**
     * Begin an element.
     *
     * @param attributes names and values, by turns
     */
    Markup open(String name, String... attributes) throws IOException {
        start(name, attributes);
        out.write('>');
        open.push(name);
        return this;
    }

    /** End the element that was begun last, which is of this name. */
    Markup close(String name) throws IOException {
        String last = open.pop();
        if (!last.equals(name)) {
            throw new IllegalStateException("</" + name + "> would end <" + last + ">");
        }
        out.write("</" + name + ">");
        if (BLOCKS.contains(name)) {
            out.write('\n');
        }
        return this;
    }

    /** Write an element that has no content. */
    Markup empty(String name, String... attributes) throws IOException {
        start(name, attributes);
        out.write("/>");
        return this;
    }

    /** Write an element with a text. */
    Markup element(String name, String text, String... attributes) throws IOException {
        return open(name, attributes).text(text).close(name);
    }

    Markup text(String text) throws IOException {
        out.write(escaped(text));
        return this;
    }

    /** Write a style sheet, which is not escaped. */
    Markup style(String sheet) throws IOException {
        out.write("<style>" + sheet + "</style>\n");
        return this;
    }

    private void start(String name, String... attributes) throws IOException {
        out.write('<' + name);
        for (int i = 0; i < attributes.length; i += 2) {
            out.write(' ' + attributes[i] + "=\"" + escaped(attributes[i + 1]) + '"');
        }
    }

    private static String escaped(String text) {
        String visible = Visible.text(text);
        StringBuilder escaped = new StringBuilder(visible.length() + 16);
        for (int i = 0; i < visible.length(); i++) {
            char character = visible.charAt(i);
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(character);
            }
        }
        return escaped.toString();
    }
}
