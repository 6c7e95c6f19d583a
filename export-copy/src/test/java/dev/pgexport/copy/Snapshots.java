package dev.pgexport.copy;

import dev.pgexport.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Looks at a database as an export sees it. */
final class Snapshots {
    private Snapshots() {}

    /** Return the first column of a query's one row, in an exported snapshot. */
    static List<String> query(TestDatabase database, String snapshot, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ");
            statement.execute("SET TRANSACTION SNAPSHOT '" + snapshot + "'");
            try (ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return List.of(row.getString(1));
            }
        }
    }
}
