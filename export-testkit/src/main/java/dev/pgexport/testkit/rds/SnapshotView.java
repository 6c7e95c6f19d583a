package dev.pgexport.testkit.rds;

import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.TestDatabase;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A database as it was at one moment: a transaction of a superuser that stays open.
 *
 * <p>Rows that are changed later are not seen. No table is locked: one that is dropped, or truncated, later is not held.
 */
final class SnapshotView implements AutoCloseable {
    private static final String TABLES = """
            SELECT n.nspname, c.relname, c.relkind = 'p', c.relpersistence = 'u',
                   has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
              AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
            ORDER BY 1, 2
            """;

    private static final String COLUMNS = """
            SELECT n.nspname, c.relname, a.attname, t.typname, t.typnamespace = 'pg_catalog'::regnamespace,
                   coalesce(i.data_type, format_type(a.atttypid, NULL)), coalesce(i.character_maximum_length, 0),
                   coalesce(i.numeric_precision, 0), coalesce(i.datetime_precision, 0)
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN information_schema.columns i
              ON i.table_schema = n.nspname AND i.table_name = c.relname AND i.column_name = a.attname
            WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
              AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
            ORDER BY 1, 2, a.attnum
            """;

    private final TestDatabase database;
    private final Connection holder;
    private final String snapshot;

    private SnapshotView(TestDatabase database, Connection holder, String snapshot) {
        this.database = database;
        this.holder = holder;
        this.snapshot = snapshot;
    }

    static SnapshotView take(TestDatabase database) throws SQLException {
        Connection holder = connect(database, PostgresServer.SUPERUSER);
        try (Statement statement = holder.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_export_snapshot()")) {
            row.next();
            return new SnapshotView(database, holder, row.getString(1));
        } catch (SQLException e) {
            holder.close();
            throw e;
        }
    }

    private static Connection connect(TestDatabase database, String user) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        // All values as the server writes them.
        properties.setProperty("binaryTransfer", "false");
        Connection connection = DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + database.server().port() + "/"
                        + URLEncoder.encode(database.name(), StandardCharsets.UTF_8)
                                .replace("+", "%20"),
                properties);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET DateStyle = ISO; SET TimeZone = 'UTC'; SET IntervalStyle = postgres;"
                    + " SET extra_float_digits = 1; SET bytea_output = hex; SET search_path = pg_catalog");
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    /** Connect to read what the view holds, as someone who may not be allowed to read all of it. */
    Connection reader(String user) throws SQLException {
        Connection connection = connect(database, user);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION SNAPSHOT '" + snapshot + "'");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    TestDatabase database() {
        return database;
    }

    /** Return what a request may name beside tables: the database and its schemas. */
    List<String> names() throws SQLException {
        List<String> names = new ArrayList<>(List.of(database.name()));
        try (Connection connection = reader(PostgresServer.SUPERUSER);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT nspname FROM pg_namespace")) {
            while (row.next()) {
                names.add(database.name() + "." + row.getString(1));
            }
        }
        return names;
    }

    /** Return the tables of the view, as a user sees them. */
    List<ExportedTable> tables(String user) throws SQLException {
        try (Connection connection = reader(user);
                Statement statement = connection.createStatement()) {
            List<Column> columns = columns(statement);
            List<ExportedTable> tables = new ArrayList<>();
            try (ResultSet row = statement.executeQuery(TABLES)) {
                int next = 0;
                while (row.next()) {
                    String schema = row.getString(1);
                    String table = row.getString(2);
                    List<ExportedColumn> own = new ArrayList<>();
                    for (; next < columns.size() && columns.get(next).isOf(schema, table); next++) {
                        columns.get(next).exported().ifPresent(own::add);
                    }
                    tables.add(new ExportedTable(
                            database,
                            schema,
                            table,
                            row.getBoolean(3),
                            row.getBoolean(4),
                            row.getBoolean(5),
                            List.copyOf(own)));
                }
            }
            return tables;
        }
    }

    private static List<Column> columns(Statement statement) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(COLUMNS)) {
            while (row.next()) {
                String name = row.getString(3);
                String originalType = row.getString(6);
                int charMaxLength = row.getInt(7);
                int numPrecision = row.getInt(8);
                int dateTimePrecision = row.getInt(9);
                columns.add(new Column(
                        row.getString(1),
                        row.getString(2),
                        ExportedType.of(row.getString(4), row.getBoolean(5))
                                .map(type -> new ExportedColumn(
                                        name, type, originalType, charMaxLength, numPrecision, dateTimePrecision))));
            }
        }
        return columns;
    }

    private record Column(String schema, String table, Optional<ExportedColumn> exported) {
        boolean isOf(String otherSchema, String otherTable) {
            return schema.equals(otherSchema) && table.equals(otherTable);
        }
    }

    @Override
    public void close() {
        try {
            holder.close();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot let go of the snapshot of " + database.name(), e);
        }
    }
}
