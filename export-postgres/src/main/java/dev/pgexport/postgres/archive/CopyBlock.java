package dev.pgexport.postgres.archive;

import dev.pgexport.postgres.rows.ByteSearch;

/** Counts the rows of COPY's text format up to the line {@code \.} that ends them. */
final class CopyBlock {
    /** How much of the end's line has been seen, or {@link #OTHER} when this line is a row. */
    private int matched;

    private long rows;
    private boolean complete;

    private static final int OTHER = -1;
    private static final int ALL = 2;
    private static final long NEWLINE = ByteSearch.pattern('\n');

    /** Read on from a position; return where reading stopped: at the limit, or after the end's line. */
    int read(byte[] bytes, int from, int limit) {
        int position = from;
        while (position < limit) {
            if (matched == OTHER) {
                position = ByteSearch.first(bytes, position, limit, NEWLINE);
                if (position == limit) {
                    return limit;
                }
            }
            byte next = bytes[position++];
            if (next == '\n') {
                if (matched == ALL) {
                    complete = true;
                    return position;
                }
                rows++;
                matched = 0;
            } else {
                matched = (matched == 0 && next == '\\') || (matched == 1 && next == '.') ? matched + 1 : OTHER;
            }
        }
        return limit;
    }

    boolean isComplete() {
        return complete;
    }

    /** Get ready for the next block; return how many rows this one had. */
    long reset() {
        long counted = rows;
        rows = 0;
        matched = 0;
        complete = false;
        return counted;
    }
}
