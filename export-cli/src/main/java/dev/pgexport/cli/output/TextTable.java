package dev.pgexport.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Lines of cells in columns as wide as their widest cell. Not thread-safe. */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<String> heads;
    private final Set<Integer> numbers;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * Make a table.
     *
     * @param heads the columns' heads
     * @param numbers the columns that hold numbers, from 0: they are aligned to the right
     */
    public TextTable(List<String> heads, Set<Integer> numbers) {
        this.heads = List.copyOf(heads);
        this.numbers = Set.copyOf(numbers);
    }

    public void add(String... cells) {
        if (cells.length != heads.size()) {
            throw new IllegalArgumentException("a row has " + heads.size() + " cells, not " + cells.length);
        }
        rows.add(List.of(cells));
    }

    /** Return the lines, the heads first, without a line break at the end. */
    public String render() {
        List<List<String>> all = new ArrayList<>();
        all.add(heads);
        all.addAll(rows);
        int[] widths = new int[heads.size()];
        for (List<String> row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], length(row.get(i)));
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String padding = " ".repeat(widths[i] - length(row.get(i)));
                line.append(i == 0 ? "" : GAP);
                line.append(numbers.contains(i) ? padding + row.get(i) : row.get(i) + padding);
            }
            lines.add(line.toString().stripTrailing());
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
