package dev.pgexport.postgres.snapshot;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Finds tables that were dropped, altered or truncated after the snapshot and before they were locked.
 *
 * <p>Without this a table truncated or rewritten in between would be exported as empty: see "Caveats" in the chapter
 * "Concurrency Control" of the PostgreSQL documentation.
 */
final class TableFingerprints {
    private static final String QUERY = """
            SELECT c.oid, pg_catalog.md5(pg_catalog.concat_ws(' ', n.nspname, c.relname, c.relkind, c.relfilenode,
                c.relrowsecurity, c.relforcerowsecurity, (
                    SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', a.attnum, a.attname, a.atttypid, a.atttypmod,
                        a.attisdropped, a.attgenerated), ',' ORDER BY a.attnum)
                    FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0)))
            FROM pg_catalog.pg_class c
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid = ANY (?)
            """;

    private TableFingerprints() {}

    /**
     * Compare what a transaction sees of tables that it has locked with what is so now.
     *
     * @throws ExportException of kind EXPORT_LOST when they differ
     */
    static void requireSame(Connection transaction, Connection observer, Map<Long, TableName> tables)
            throws SQLException {
        Map<Long, String> seen = read(transaction, tables);
        Map<Long, String> now = read(observer, tables);
        List<TableName> changed = tables.entrySet().stream()
                .filter(table -> !Objects.equals(seen.get(table.getKey()), now.get(table.getKey())))
                .map(Map.Entry::getValue)
                .toList();
        if (!changed.isEmpty()) {
            throw changed(
                    changed.size() == 1
                            ? "the table " + changed.get(0)
                            : changed.size() + " tables, among them " + changed.get(0));
        }
    }

    static ExportException changed(String what) {
        return new ExportException(
                        Kind.EXPORT_LOST, what + " was dropped, altered or truncated while the export was opened")
                .withAdvice("start the export again");
    }

    private static Map<Long, String> read(Connection connection, Map<Long, TableName> tables) throws SQLException {
        Map<Long, String> fingerprints = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setArray(
                    1, connection.createArrayOf("oid", tables.keySet().toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    fingerprints.put(rows.getLong(1), rows.getString(2));
                }
            }
        }
        return fingerprints;
    }
}
