package dev.pgexport.copy.internal;

/** Follows COPY's text format: a line a row, tabs between values, both escaped by a backslash within them. */
final class TextScanner implements RowScanner {
    private final int columns;
    private int tabs;
    private boolean inLine;
    private boolean escaped;
    private long rows;

    TextScanner(int columns) {
        this.columns = columns;
    }

    @Override
    public void accept(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            byte b = bytes[i];
            if (b == '\n') {
                endLine();
                continue;
            }
            inLine = true;
            if (escaped) {
                if (b == '.') {
                    throw Damage.because("row " + (rows + 1) + " holds the mark \\. that ends a dump's data");
                }
                escaped = false;
            } else if (b == '\\') {
                escaped = true;
            } else if (b == '\t') {
                tabs++;
            }
        }
    }

    private void endLine() {
        rows++;
        if (escaped) {
            throw Damage.because("row " + rows + " ends in a backslash");
        }
        if (tabs != Math.max(columns - 1, 0)) {
            throw Damage.because("row " + rows + " has " + (tabs + 1) + " values for " + columns + " columns");
        }
        tabs = 0;
        inLine = false;
    }

    @Override
    public long finish() {
        if (inLine) {
            throw Damage.because("they end within row " + (rows + 1));
        }
        return rows;
    }
}
