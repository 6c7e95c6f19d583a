package dev.pgexport.testkit;

import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.TableDescription;
import dev.pgexport.api.read.FieldFormat;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The rows of a table as the server's own functions spell their values, without COPY. */
final class DatabaseRows {
    private static final String SEND = "SELECT t.typsend::text FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid"
            + " WHERE a.attrelid = ?::regclass AND a.attname = ?";

    private static final String PARTITIONED = "SELECT relkind = 'p' FROM pg_class WHERE oid = ?::regclass";

    private DatabaseRows() {}

    /** Return a table's own rows in the form of {@link RowRecording}, each with how often it is there. */
    static Map<String, Integer> of(TestDatabase database, TableDescription table, FieldFormat format) {
        Map<String, Integer> rows = new TreeMap<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'; SET extra_float_digits = 3");
            List<String> values = new ArrayList<>();
            for (String column : table.storedColumns()) {
                values.add(value(connection, table.name(), column, format));
            }
            // A partitioned table has no rows of its own: who exports some of it means those of its partitions.
            String only = isPartitioned(connection, table.name()) ? "" : "ONLY ";
            String query = "SELECT " + String.join(", ", values) + " FROM " + only + sqlName(table.name());
            try (ResultSet found = statement.executeQuery(query)) {
                while (found.next()) {
                    StringBuilder row = new StringBuilder();
                    for (int i = 1; i <= values.size(); i++) {
                        row.append(RowRecording.value(bytes(found, i, format)));
                    }
                    rows.merge(row.toString(), 1, Integer::sum);
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read " + table.name(), e);
        }
    }

    private static boolean isPartitioned(Connection connection, TableName table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PARTITIONED)) {
            statement.setString(1, sqlName(table));
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return found.getBoolean(1);
            }
        }
    }

    private static Optional<byte[]> bytes(ResultSet found, int column, FieldFormat format) throws SQLException {
        return format == FieldFormat.BINARY
                ? Optional.ofNullable(found.getBytes(column))
                : Optional.ofNullable(found.getString(column)).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    private static String value(Connection connection, TableName table, String column, FieldFormat format)
            throws SQLException {
        String quoted = TestDatabase.quoted(column);
        String value = format == FieldFormat.BINARY
                ? send(connection, table, column) + "(" + quoted + ")"
                : "format('%s', " + quoted + ")";
        // A composite of NULLs is null to IS NULL, and yet no NULL.
        return "CASE WHEN num_nulls(" + quoted + ") = 0 THEN " + value + " END";
    }

    private static String send(Connection connection, TableName table, String column) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SEND)) {
            statement.setString(1, sqlName(table));
            statement.setString(2, column);
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return found.getString(1);
            }
        }
    }

    private static String sqlName(TableName table) {
        return TestDatabase.quoted(table.schema()) + "." + TestDatabase.quoted(table.name());
    }
}
