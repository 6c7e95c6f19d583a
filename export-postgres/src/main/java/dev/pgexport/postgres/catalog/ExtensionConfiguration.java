package dev.pgexport.postgres.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What extensions have marked as their users' data, see pg_extension_config_dump().
 *
 * @param conditions the clause of each marked relation, by oid; empty means all rows
 * @param schemas the schemas that are themselves members of an extension
 */
record ExtensionConfiguration(Map<Long, String> conditions, Set<Long> schemas) {
    private static final String MARKED = """
            SELECT m.relation, m.condition
            FROM pg_catalog.pg_extension e,
                ROWS FROM (pg_catalog.unnest(e.extconfig), pg_catalog.unnest(e.extcondition)) AS m(relation, condition)
            """;

    private static final String SCHEMAS = """
            SELECT d.objid FROM pg_catalog.pg_depend d
            WHERE d.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass
                AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.deptype = 'e'
            """;

    static ExtensionConfiguration read(Connection connection) throws SQLException {
        Map<Long, String> conditions = new HashMap<>();
        Set<Long> schemas = new HashSet<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(MARKED)) {
                while (rows.next()) {
                    conditions.put(rows.getLong(1), rows.getString(2));
                }
            }
            try (ResultSet rows = statement.executeQuery(SCHEMAS)) {
                while (rows.next()) {
                    schemas.add(rows.getLong(1));
                }
            }
        }
        return new ExtensionConfiguration(conditions, schemas);
    }

    boolean marked(Relation relation) {
        return conditions.containsKey(relation.oid());
    }
}
