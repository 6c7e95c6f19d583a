package dev.pgexport.compare.internal;

import dev.pgexport.api.read.Row;

/** What is made of the rows of one table of one side in one reading. */
interface TableWork {
    /** Return which columns it needs. */
    Projection projection();

    /** Begin a portion of the rows: those that one worker reads at once. From any thread. */
    Portion begin();

    /** A portion of the rows. Used by one thread. */
    interface Portion {
        /**
         * Take a row.
         *
         * @param projected its compared columns and their hashes
         * @param row the row itself
         */
        void row(ProjectedRow projected, Row row);

        /** Add what was made of the portion to the whole, since all of its rows have come. By one thread at a time. */
        void end();
    }
}
