package dev.pgexport.api.read;

import dev.pgexport.api.TableName;
import java.io.IOException;
import java.util.List;

/**
 * Takes rows. Called by one thread at a time.
 *
 * <p>What it throws ends the reading and is passed on as it is.
 */
public interface RowConsumer {
    /**
     * Say that the next rows are of a table. Of a table without rows this is all that is said; of a table that was begun
     * before, more rows follow.
     *
     * @param columns in the order of the rows' values, which is the catalog's, without generated ones
     * @param format the form of every value
     */
    void table(TableName table, List<String> columns, FieldFormat format) throws IOException, InterruptedException;

    /** Take a row of the table that was said last; it is valid during this call only. */
    void row(Row row) throws IOException, InterruptedException;
}
