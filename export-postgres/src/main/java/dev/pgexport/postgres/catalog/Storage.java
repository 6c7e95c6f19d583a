package dev.pgexport.postgres.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The room that a table takes.
 *
 * @param heap bytes of its main fork
 * @param toast bytes of its TOAST table's main fork
 * @param pages blocks of its main fork
 */
record Storage(long heap, long toast, long pages) {
    static final Storage NONE = new Storage(0, 0, 0);

    // pg_relation_size() waits for an ACCESS EXCLUSIVE lock: ask only for tables that are locked already.
    private static final String QUERY = """
            SELECT c.oid, coalesce(pg_catalog.pg_relation_size(c.oid), 0) AS heap,
                coalesce(pg_catalog.pg_relation_size(nullif(c.reltoastrelid, 0)), 0) AS toast,
                pg_catalog.current_setting('block_size')::pg_catalog.int8 AS block_size
            FROM pg_catalog.pg_class c
            WHERE c.oid = ANY (?)
            """;

    /** Return the storage of locked tables, by oid. */
    static Map<Long, Storage> read(Connection connection, Collection<Long> oids) throws SQLException {
        Map<Long, Storage> sizes = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setArray(1, connection.createArrayOf("oid", oids.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    long heap = rows.getLong("heap");
                    sizes.put(
                            rows.getLong("oid"),
                            new Storage(heap, rows.getLong("toast"), heap / rows.getLong("block_size")));
                }
            }
        }
        return sizes;
    }
}
