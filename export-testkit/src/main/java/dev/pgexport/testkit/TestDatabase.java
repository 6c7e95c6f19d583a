package dev.pgexport.testkit;

import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A database of a test server.
 *
 * @param server the server
 * @param name the database's name
 */
public record TestDatabase(PostgresServer server, String name) implements AutoCloseable {
    /** Return the URI by which the superuser reaches it. */
    public URI uri() {
        return server.uri(name);
    }

    /** Connect as the superuser. */
    public Connection connect() throws SQLException {
        return server.connect(name);
    }

    /** Execute statements as the superuser, each in a transaction of its own. */
    public void execute(String... statements) {
        for (String sql : statements) {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException("failed: " + (sql.length() > 200 ? sql.substring(0, 200) : sql), e);
            }
        }
    }

    /** Return the first column of a query's rows, as text. */
    public List<String> query(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException("failed: " + sql, e);
        }
    }

    /** Return the number that a query of one row gives. */
    public long number(String sql) {
        return Long.parseLong(query(sql).get(0));
    }

    /** Drop the database and end its sessions. */
    @Override
    public void close() {
        new TestDatabase(server, "postgres").execute("DROP DATABASE IF EXISTS " + quoted(name) + " WITH (FORCE)");
    }

    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
