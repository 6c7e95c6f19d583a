package dev.pgexport.compare.report;

import java.io.IOException;

/** Lets what is wider than the window scroll by itself, by keyboard too, so that the page does not. */
final class Scrolling {
    private Scrolling() {}

    static void open(Markup html, String label) throws IOException {
        html.open("div", "class", "scrolling", "role", "region", "aria-label", label, "tabindex", "0");
    }

    static void close(Markup html) throws IOException {
        html.close("div");
    }
}
