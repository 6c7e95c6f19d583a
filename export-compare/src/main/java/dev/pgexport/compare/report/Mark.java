package dev.pgexport.compare.report;

import dev.pgexport.compare.Verdict;
import java.io.IOException;

/** Marks a verdict in a page: by shape and by colour, for whoever does not see one of them. */
enum Mark {
    SAME("same", "M3 8.5 L6.5 12 L13 4.5"),
    DIFFERENT("different", "M4 4 L12 12 M12 4 L4 12"),
    UNCLEAR("unclear", "M3.5 8 L12.5 8");

    private final String style;
    private final String path;

    Mark(String style, String path) {
        this.style = style;
        this.path = path;
    }

    static Mark of(Verdict verdict) {
        if (verdict instanceof Verdict.Same) {
            return SAME;
        }
        return verdict instanceof Verdict.Different ? DIFFERENT : UNCLEAR;
    }

    /** Write it alone, before words that say the same. */
    void write(Markup html) throws IOException {
        html.open("svg", "class", "mark " + style, "viewBox", "0 0 16 16", "aria-hidden", "true")
                .empty("path", "d", path)
                .close("svg");
    }

    /** Write it and its words. */
    void write(Markup html, String words) throws IOException {
        html.open("span", "class", "verdict " + style);
        write(html);
        html.text(words).close("span");
    }
}
