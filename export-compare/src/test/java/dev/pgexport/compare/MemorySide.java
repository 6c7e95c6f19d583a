package dev.pgexport.compare;

import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.LeftOut;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.manifest.TableDescription;
import dev.pgexport.api.read.FieldFormat;
import dev.pgexport.api.read.RowBuffer;
import dev.pgexport.api.read.RowConsumer;
import dev.pgexport.api.read.RowRun;
import dev.pgexport.compare.canonical.UserTypes;
import dev.pgexport.engine.read.OpenRows;
import dev.pgexport.engine.read.ReadContext;
import dev.pgexport.engine.read.RowSource;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A side whose rows are texts in memory, which come in runs of some rows each. */
final class MemorySide implements OpenSide {
    private static final int ROWS_OF_A_RUN = 1000;

    private final String label;
    private final Map<TableName, TableDescription> tables = new LinkedHashMap<>();
    private final Map<TableName, List<List<@Nullable String>>> rows = new LinkedHashMap<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    final AtomicInteger readings = new AtomicInteger();
    private boolean exact = true;

    MemorySide(String label) {
        this.label = label;
    }

    MemorySide table(TableDescription table, List<List<@Nullable String>> rowsOfTable) {
        tables.put(table.name(), table);
        rows.put(table.name(), rowsOfTable);
        return this;
    }

    MemorySide without(String kind, String name, String reason) {
        leftOut.add(new LeftOut(kind, name, reason));
        return this;
    }

    MemorySide inexact() {
        exact = false;
        return this;
    }

    @Override
    public Side side() {
        return new Side(
                label,
                URI.create("memory:" + label),
                Optional.empty(),
                Optional.empty(),
                "17.2",
                Optional.empty(),
                leftOut,
                Optional.empty());
    }

    @Override
    public List<TableDescription> tables() {
        return List.copyOf(tables.values());
    }

    @Override
    public UserTypes types() {
        return UserTypes.none();
    }

    @Override
    public boolean exact() {
        return exact;
    }

    @Override
    public FieldFormat format() {
        return FieldFormat.TEXT;
    }

    @Override
    public OptionalLong knownRows(TableName table) {
        return OptionalLong.empty();
    }

    @Override
    public long bytes(Set<TableName> wanted) {
        return 0;
    }

    @Override
    public RowSource rows(Set<TableName> wanted, LongConsumer progress) {
        readings.incrementAndGet();
        return new RowSource() {
            @Override
            public String subject() {
                return label;
            }

            @Override
            public OpenRows open(ReadContext context) {
                return opened(wanted);
            }
        };
    }

    private OpenRows opened(Set<TableName> wanted) {
        List<RowRun> runs = new ArrayList<>();
        for (TableName table : wanted) {
            List<List<@Nullable String>> all = rows.getOrDefault(table, List.of());
            for (int i = 0; i == 0 || i < all.size(); i += ROWS_OF_A_RUN) {
                runs.add(new Run(
                        table,
                        tables.get(table).storedColumns(),
                        all.subList(i, Math.min(all.size(), i + ROWS_OF_A_RUN))));
            }
        }
        return new OpenRows() {
            @Override
            public Iterator<RowRun> runs() {
                return runs.iterator();
            }

            @Override
            public void complete() {}

            @Override
            public void close() {}
        };
    }

    private record Run(TableName table, List<String> columns, List<List<@Nullable String>> rows) implements RowRun {
        @Override
        public List<ManifestObject> objects() {
            return List.of();
        }

        @Override
        public Set<TableName> tables() {
            return Set.of(table);
        }

        @Override
        public void writeTo(RowConsumer consumer) throws IOException, InterruptedException {
            consumer.table(table, columns, FieldFormat.TEXT);
            for (List<@Nullable String> row : rows) {
                byte[] bytes = new byte[4096];
                RowBuffer buffer = new RowBuffer(columns.size());
                buffer.start(bytes);
                int offset = 0;
                for (String value : row) {
                    if (value == null) {
                        buffer.addNull();
                    } else {
                        byte[] text = value.getBytes(StandardCharsets.UTF_8);
                        System.arraycopy(text, 0, bytes, offset, text.length);
                        buffer.add(offset, text.length);
                        offset += text.length;
                    }
                }
                consumer.row(buffer);
            }
        }
    }

    @Override
    public void confirm() {}

    @Override
    public void close() {}
}
