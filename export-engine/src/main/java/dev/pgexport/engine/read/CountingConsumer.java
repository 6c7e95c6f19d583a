package dev.pgexport.engine.read;

import dev.pgexport.api.TableName;
import dev.pgexport.api.read.FieldFormat;
import dev.pgexport.api.read.Row;
import dev.pgexport.api.read.RowConsumer;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts the rows of each table on their way. */
final class CountingConsumer implements RowConsumer {
    private final Set<TableName> tables;
    private final RowConsumer consumer;
    private final Map<TableName, Long> rows = new HashMap<>();

    @Nullable private TableName current;

    private int columns;
    private long count;

    CountingConsumer(Set<TableName> tables, RowConsumer consumer) {
        this.tables = tables;
        this.consumer = consumer;
    }

    @Override
    public void table(TableName table, List<String> names, FieldFormat format)
            throws IOException, InterruptedException {
        if (!tables.contains(table)) {
            throw new IllegalStateException("the reader reads " + table + ", which is not part of the run");
        }
        settle();
        current = table;
        columns = names.size();
        consumer.table(table, names, format);
    }

    @Override
    public void row(Row row) throws IOException, InterruptedException {
        if (current == null || row.fieldCount() != columns) {
            throw new IllegalStateException("a row of " + row.fieldCount() + " values, where the reader said "
                    + (current == null ? "no table" : columns + " columns of " + current));
        }
        count++;
        consumer.row(row);
    }

    /** Return how many rows there were of a table, -1 when the table was not said. */
    long rows(TableName table) {
        settle();
        return rows.getOrDefault(table, -1L);
    }

    private void settle() {
        if (current != null) {
            rows.merge(current, count, Long::sum);
            count = 0;
        }
    }
}
