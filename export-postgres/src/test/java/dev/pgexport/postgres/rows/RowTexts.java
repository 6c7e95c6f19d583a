package dev.pgexport.postgres.rows;

import dev.pgexport.api.TableName;
import dev.pgexport.api.read.FieldFormat;
import dev.pgexport.api.read.Row;
import dev.pgexport.api.read.RowConsumer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Rows as lists of texts, of which NULL is none. */
public final class RowTexts implements RowConsumer {
    private final List<List<String>> rows = new ArrayList<>();

    public List<List<String>> rows() {
        return rows;
    }

    @Override
    public void table(TableName table, List<String> columns, FieldFormat format) {}

    @Override
    public void row(Row row) {
        List<String> values = new ArrayList<>();
        for (int field = 0; field < row.fieldCount(); field++) {
            values.add(
                    row.isNull(field)
                            ? null
                            : new String(row.bytes(), row.offset(field), row.length(field), StandardCharsets.UTF_8));
        }
        rows.add(values);
    }
}
