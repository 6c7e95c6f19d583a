package dev.pgexport.compare.canonical;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The vectors of docs/canonical-rows.md. */
final class CanonicalRowsPage {
    private static final Path PAGE = Path.of("..", "docs", "canonical-rows.md");
    private static final String FENCE = "```";

    private CanonicalRowsPage() {}

    /** Return the statements that make the page's types. */
    static String schema() {
        String page = page();
        int start = page.indexOf(FENCE + "sql\n") + FENCE.length() + 4;
        return page.substring(start, page.indexOf(FENCE, start));
    }

    /** Return the rows of each table whose first cells are these. */
    static List<List<String>> rows(String... header) {
        List<List<String>> rows = new ArrayList<>();
        boolean inside = false;
        for (String line : page().lines().toList()) {
            List<String> cells = cells(line);
            if (cells.equals(List.of(header))) {
                inside = true;
            } else if (cells.isEmpty()) {
                inside = false;
            } else if (inside && !cells.get(0).startsWith("---")) {
                rows.add(cells);
            }
        }
        return rows;
    }

    private static List<String> cells(String line) {
        if (!line.startsWith("|")) {
            return List.of();
        }
        String inner = line.substring(1, line.length() - 1);
        return Arrays.stream(inner.split("(?<!\\\\)\\|", -1))
                .map(CanonicalRowsPage::cell)
                .toList();
    }

    /** Code is what stands between the backticks, blanks and all; a pipe in it has a backslash before it. */
    private static String cell(String cell) {
        String stripped = cell.strip();
        return stripped.startsWith("`")
                ? stripped.substring(1, stripped.length() - 1).replace("\\|", "|")
                : stripped;
    }

    private static String page() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
