package dev.pgexport.restore;

import dev.pgexport.api.TableName;
import dev.pgexport.postgres.catalog.SqlIdentifier;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Drops the indexes and constraints that an interrupted restore had begun to make. pg_restore's {@code --clean} drops what
 * else comes after the rows, but not the indexes of partitions.
 */
final class PartialIndexes {
    /** Those of partitions that are attached go with their parents'. */
    private static final String MADE = """
            SELECT n.nspname, c.relname, o.conname, true
            FROM pg_catalog.pg_constraint o
            JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE o.contype IN ('f', 'p', 'u', 'x') AND o.conparentid = 0
            UNION ALL
            SELECT n.nspname, c.relname, i.relname, false
            FROM pg_catalog.pg_index x
            JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
            JOIN pg_catalog.pg_class c ON c.oid = x.indrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhrelid = i.oid)
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint o WHERE o.conindid = i.oid
                    AND o.contype IN ('p', 'u', 'x'))
            """;

    private final Target target;

    PartialIndexes(Target target) {
        this.target = target;
    }

    void drop(Set<TableName> tables) {
        List<String> statements = new ArrayList<>();
        try (Statement statement = target.connection().createStatement();
                ResultSet rows = statement.executeQuery(MADE)) {
            while (rows.next()) {
                TableName table = new TableName(rows.getString(1), rows.getString(2));
                if (tables.contains(table)) {
                    String name = rows.getString(3);
                    statements.add(
                            rows.getBoolean(4)
                                    ? "ALTER TABLE IF EXISTS " + SqlIdentifier.quote(table)
                                            + " DROP CONSTRAINT IF EXISTS " + SqlIdentifier.quote(name) + " CASCADE"
                                    : "DROP INDEX IF EXISTS "
                                            + SqlIdentifier.quote(new TableName(table.schema(), name)));
                }
            }
        } catch (SQLException e) {
            throw RestoreFailure.of(e, "read the catalog of " + target);
        }
        statements.forEach(statement -> target.execute(statement, "make indexes anew"));
    }
}
