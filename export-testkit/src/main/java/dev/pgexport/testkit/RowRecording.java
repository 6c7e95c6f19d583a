package dev.pgexport.testkit;

import dev.pgexport.api.TableName;
import dev.pgexport.api.read.FieldFormat;
import dev.pgexport.api.read.Row;
import dev.pgexport.api.read.RowConsumer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The rows that a reader gave, in memory: long values as their digests. Not thread-safe. */
final class RowRecording implements RowConsumer {
    private static final int LONG = 200;

    private final Map<TableName, Table> tables = new TreeMap<>();
    private Optional<Table> current = Optional.empty();

    /** The rows of a table, each with how often it is there. */
    record Table(List<String> columns, FieldFormat format, Map<String, Integer> rows) {
        void add(String row) {
            rows.merge(row, 1, Integer::sum);
        }
    }

    Map<TableName, Table> tables() {
        return tables;
    }

    /** Return what was read of a table. */
    Table table(TableName name) {
        return Optional.ofNullable(tables.get(name)).orElseThrow(() -> new AssertionError(name + " was not read"));
    }

    @Override
    public void table(TableName name, List<String> columns, FieldFormat format) {
        current = Optional.of(tables.computeIfAbsent(name, added -> new Table(columns, format, new TreeMap<>())));
    }

    @Override
    public void row(Row row) {
        StringBuilder text = new StringBuilder();
        for (int field = 0; field < row.fieldCount(); field++) {
            text.append(
                    row.isNull(field)
                            ? value(Optional.empty())
                            : shown(row.bytes(), row.offset(field), row.length(field)));
        }
        current.orElseThrow().add(text.toString());
    }

    private String shown(byte[] bytes, int offset, int length) {
        byte[] copy = new byte[length];
        System.arraycopy(bytes, offset, copy, 0, length);
        return value(Optional.of(copy));
    }

    /** Return the form in which a value is recorded. */
    static String value(Optional<byte[]> bytes) {
        return bytes.map(value -> '[' + (value.length > LONG ? digest(value) : printable(value)) + ']')
                .orElse("NULL ");
    }

    private static String printable(byte[] value) {
        return new String(value, StandardCharsets.ISO_8859_1);
    }

    private static String digest(byte[] value) {
        try {
            return value.length + " bytes "
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(value));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Add what another worker has recorded. */
    synchronized void add(RowRecording other) {
        other.tables.forEach((name, table) -> {
            Table mine = tables.computeIfAbsent(name, added -> new Table(table.columns, table.format, new TreeMap<>()));
            table.rows.forEach((row, count) -> mine.rows.merge(row, count, Integer::sum));
        });
    }

    Map<TableName, Integer> counts() {
        return tables.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().rows.values().stream()
                                .mapToInt(Integer::intValue)
                                .sum()));
    }
}
