package dev.pgexport.testkit.rds;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Writes the row at which a result is, by the schema that Spark would give it. */
final class RowWriteSupport extends WriteSupport<ResultSet> {
    private final List<ExportedColumn> columns;
    private @Nullable RecordConsumer consumer;

    RowWriteSupport(List<ExportedColumn> columns) {
        this.columns = columns;
    }

    @Override
    @Deprecated
    public WriteContext init(Configuration configuration) {
        return context();
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return context();
    }

    private WriteContext context() {
        MessageType schema = new MessageType(
                "spark_schema",
                columns.stream()
                        .<Type>map(column -> column.type().column(column.name()))
                        .toList());
        return new WriteContext(
                schema,
                Map.of("org.apache.spark.version", "3.5.1", "org.apache.spark.sql.parquet.row.metadata", metadata()));
    }

    private String metadata() {
        return columns.stream()
                .map(column -> "{\"name\":" + Json.text(column.name()) + ",\"type\":\""
                        + column.type().spark() + "\",\"nullable\":true,\"metadata\":{}}")
                .collect(Collectors.joining(",", "{\"type\":\"struct\",\"fields\":[", "]}"));
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
        consumer = recordConsumer;
    }

    @Override
    public void write(ResultSet row) {
        RecordConsumer record = consumer;
        if (record == null) {
            throw new IllegalStateException("the writer has not begun");
        }
        record.startMessage();
        try {
            for (int index = 0; index < columns.size(); index++) {
                if (row.getString(index + 1) != null) {
                    record.startField(columns.get(index).name(), index);
                    columns.get(index).type().write(row, index + 1, record);
                    record.endField(columns.get(index).name(), index);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read a row", e);
        }
        record.endMessage();
    }
}
