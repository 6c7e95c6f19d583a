package dev.pgexport.postgres.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The database's large objects.
 *
 * @param count how many there are
 * @param unreadable how many of them the current user may not read
 */
record LargeObjects(long count, long unreadable) {
    // has_largeobject_privilege() came with PostgreSQL 18.
    private static final String QUERY = """
            SELECT pg_catalog.count(*), pg_catalog.count(*) FILTER (WHERE NOT (
                pg_catalog.current_setting('is_superuser')::pg_catalog.bool
                OR pg_catalog.current_setting('lo_compat_privileges')::pg_catalog.bool
                OR pg_catalog.pg_has_role(m.lomowner, 'USAGE')
                OR EXISTS (
                    SELECT FROM pg_catalog.aclexplode(m.lomacl) a
                    WHERE a.privilege_type = 'SELECT'
                        AND (a.grantee = 0 OR pg_catalog.pg_has_role(a.grantee, 'USAGE')))))
            FROM pg_catalog.pg_largeobject_metadata m
            """;

    static LargeObjects read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            row.next();
            return new LargeObjects(row.getLong(1), row.getLong(2));
        }
    }
}
