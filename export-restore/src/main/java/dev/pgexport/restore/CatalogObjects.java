package dev.pgexport.restore;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds all that users make in a database: what pg_dump would dump, without large objects and what belongs to an extension.
 */
final class CatalogObjects {
    /** Where initdb's own objects end, see FirstNormalObjectId in transam.h. */
    private static final int FIRST_OF_USERS = 16384;

    /** Catalogs all of whose rows are objects of users, but for initdb's. */
    private static final List<String> WHOLE = List.of(
            "pg_proc",
            "pg_operator",
            "pg_opclass",
            "pg_opfamily",
            "pg_collation",
            "pg_conversion",
            "pg_ts_parser",
            "pg_ts_dict",
            "pg_ts_template",
            "pg_ts_config",
            "pg_statistic_ext",
            "pg_cast",
            "pg_transform",
            "pg_language",
            "pg_foreign_data_wrapper",
            "pg_foreign_server",
            "pg_extension",
            "pg_event_trigger",
            "pg_publication",
            "pg_am");

    private static final String PARTS = """
            SELECT 'pg_catalog.pg_namespace'::pg_catalog.regclass::pg_catalog.oid AS classid, oid AS objid
            FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
            UNION ALL
            SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, oid
            FROM pg_catalog.pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND relpersistence <> 't'
            UNION ALL
            SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, t.oid
            FROM pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
            WHERE t.typtype IN ('b', 'c', 'd', 'e', 'p', 'r') AND (t.typrelid = 0 OR c.relkind = 'c')
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_type e WHERE e.typarray = t.oid)
            """;

    /** Users without more rights may not read it, and cannot have made any. */
    private static final String SUBSCRIPTIONS = """
            UNION ALL
            SELECT 'pg_catalog.pg_subscription'::pg_catalog.regclass, oid FROM pg_catalog.pg_subscription
            WHERE subdbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
            """;

    private CatalogObjects() {}

    /** Return a query of the {@code classid} and {@code objid} of all of them, without those of our own record. */
    static String query(Connection connection) throws SQLException {
        StringBuilder parts = new StringBuilder(PARTS);
        for (String catalog : WHOLE) {
            parts.append("UNION ALL SELECT 'pg_catalog." + catalog + "'::pg_catalog.regclass, oid FROM pg_catalog."
                    + catalog + "\n");
        }
        if (isSuperuser(connection)) {
            parts.append(SUBSCRIPTIONS);
        }
        return "SELECT classid, objid FROM (" + parts + ") AS listed WHERE objid >= " + FIRST_OF_USERS
                + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = listed.classid"
                + " AND d.objid = listed.objid AND d.objsubid = 0 AND d.deptype IN ('e', 'i'))";
    }

    private static boolean isSuperuser(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = CURRENT_USER")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /**
     * List them.
     *
     * @param condition on {@code classid} and {@code objid}, to follow WHERE
     */
    static List<CatalogObject> list(Connection connection, String condition) throws SQLException {
        List<CatalogObject> objects = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT i.type, i.schema, i.identity FROM (" + query(connection)
                        + ") AS l CROSS JOIN LATERAL pg_catalog.pg_identify_object(l.classid, l.objid, 0) AS i WHERE "
                        + condition + " ORDER BY 1, 3")) {
            while (rows.next()) {
                if (rows.getString(1) != null && rows.getString(3) != null && !isOfRecord(rows)) {
                    objects.add(new CatalogObject(
                            rows.getString(1), Optional.ofNullable(rows.getString(2)), rows.getString(3)));
                }
            }
        }
        return objects;
    }

    private static boolean isOfRecord(ResultSet row) throws SQLException {
        return RestoreRecord.SCHEMA.equals(row.getString(2))
                || ("schema".equals(row.getString(1)) && RestoreRecord.SCHEMA.equals(row.getString(3)));
    }
}
