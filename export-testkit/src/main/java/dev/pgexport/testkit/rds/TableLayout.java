package dev.pgexport.testkit.rds;

/**
 * How a table's rows lie in files. Immutable.
 *
 * <p>The rows are dealt out evenly; a file that would have none is not written.
 *
 * @param batches how many batches there are, each a folder of its own
 * @param parts how many files a batch has at most
 * @param gaps whether every other part number is left out, as RDS does for ranges of the key without rows
 */
public record TableLayout(int batches, int parts, boolean gaps) {
    /** A single file. */
    public static final TableLayout ONE_FILE = new TableLayout(1, 1, false);

    /** Check the values. */
    public TableLayout {
        if (batches < 1 || parts < 1) {
            throw new IllegalArgumentException("a table has a batch and a part at least");
        }
    }

    /** Return so many files in one batch, without gaps. */
    public static TableLayout parts(int parts) {
        return new TableLayout(1, parts, false);
    }
}
