package dev.pgexport.postgres.catalog;

import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.ColumnDescription;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns, primary keys and parents of tables, by oid, each kind read by one query.
 *
 * @param columns without dropped ones
 * @param primaryKeys in the key's order
 * @param parents in their order
 */
record Definitions(
        Map<Long, List<ColumnDescription>> columns,
        Map<Long, List<String>> primaryKeys,
        Map<Long, List<TableName>> parents) {

    private static final String COLUMNS = """
            SELECT a.attrelid, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
                NOT a.attnotnull AS nullable, a.attgenerated <> '' AS generated
            FROM pg_catalog.pg_attribute a
            WHERE a.attrelid = ANY (?) AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attrelid, a.attnum
            """;

    private static final String PRIMARY_KEYS = """
            SELECT c.conrelid, a.attname
            FROM pg_catalog.pg_constraint c
                CROSS JOIN LATERAL pg_catalog.unnest(c.conkey) WITH ORDINALITY AS k(attnum, position)
                JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum
            WHERE c.contype = 'p' AND c.conrelid = ANY (?)
            ORDER BY c.conrelid, k.position
            """;

    private static final String PARENTS = """
            SELECT i.inhrelid, n.nspname, c.relname
            FROM pg_catalog.pg_inherits i
                JOIN pg_catalog.pg_class c ON c.oid = i.inhparent
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE i.inhrelid = ANY (?)
            ORDER BY i.inhrelid, i.inhseqno
            """;

    private interface Mapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    static Definitions read(Connection connection, Collection<Long> oids) throws SQLException {
        Array array = connection.createArrayOf("oid", oids.toArray());
        return new Definitions(
                lists(
                        connection,
                        COLUMNS,
                        array,
                        row -> new ColumnDescription(
                                row.getString(2), row.getString(3), row.getBoolean(4), row.getBoolean(5))),
                lists(connection, PRIMARY_KEYS, array, row -> row.getString(2)),
                lists(connection, PARENTS, array, row -> new TableName(row.getString(2), row.getString(3))));
    }

    private static <T> Map<Long, List<T>> lists(Connection connection, String query, Array oids, Mapper<T> mapper)
            throws SQLException {
        Map<Long, List<T>> lists = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setArray(1, oids);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    lists.computeIfAbsent(rows.getLong(1), oid -> new ArrayList<>())
                            .add(mapper.map(rows));
                }
            }
        }
        return lists;
    }
}
