package dev.pgexport.restore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What a database was before it was filled: its objects, and whom its schemas belong to. */
final class Before {
    private static final String OBJECTS = RestoreRecord.SCHEMA + ".objects_before";
    private static final String RIGHTS = RestoreRecord.SCHEMA + ".rights_before";

    /**
     * Schemas, and what the rights of objects to be made are: the statements that bring back what is described.
     * acldefault() tells what no entry means.
     */
    private static final String DESCRIBED = """
            SELECT 'SCHEMA ' || pg_catalog.quote_ident(nspname) AS subject,
                pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(nspowner)) AS owner,
                pg_catalog.obj_description(oid, 'pg_namespace') AS comment,
                ARRAY(SELECT acl::text FROM pg_catalog.unnest(coalesce(nspacl, pg_catalog.acldefault('n', nspowner)))
                    AS acl ORDER BY 1)::text AS acl
            FROM pg_catalog.pg_namespace
            WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'pgexport_restore')
            UNION ALL
            SELECT 'FOR ROLE ' || pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(defaclrole))
                || coalesce(' IN SCHEMA ' || pg_catalog.quote_ident(nspname), '') || '|'
                || CASE defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS'
                    WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS' ELSE 'LARGE OBJECTS' END,
                CASE WHEN defaclnamespace = 0 THEN ARRAY(SELECT acl::text FROM pg_catalog.unnest(pg_catalog.acldefault(
                    CASE defaclobjtype WHEN 'S' THEN 's' ELSE defaclobjtype END, defaclrole)) AS acl ORDER BY 1)::text
                    ELSE '{}' END,
                NULL,
                ARRAY(SELECT acl::text FROM pg_catalog.unnest(defaclacl) AS acl ORDER BY 1)::text
            FROM pg_catalog.pg_default_acl LEFT JOIN pg_catalog.pg_namespace n ON n.oid = defaclnamespace
            """;

    private static final String NO_ENTRIES = "{}";

    private Before() {}

    /** Record it in tables of the schema of the record, within the transaction that makes this. */
    static void record(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + OBJECTS + " (classid oid NOT NULL, objid oid NOT NULL)");
            statement.execute("INSERT INTO " + OBJECTS + " " + CatalogObjects.query(connection));
            statement.execute("CREATE TABLE " + RIGHTS
                    + " (subject text PRIMARY KEY, owner text NOT NULL, comment text, acl text NOT NULL)");
            statement.execute("INSERT INTO " + RIGHTS + " " + DESCRIBED);
        }
    }

    /** List what was not there. */
    static List<CatalogObject> added(Connection connection) throws SQLException {
        return CatalogObjects.list(
                connection,
                "NOT EXISTS (SELECT FROM " + OBJECTS + " b WHERE b.classid = l.classid AND b.objid = l.objid)");
    }

    /** Return the statements that bring back owners, comments and rights, once what was not there is dropped. */
    static List<String> changesBack(Connection connection) throws SQLException {
        List<String> statements = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT coalesce(n.subject, b.subject), b.owner, n.owner,"
                        + " pg_catalog.quote_literal(b.comment), n.comment IS DISTINCT FROM b.comment, b.acl, n.acl FROM "
                        + RIGHTS + " b FULL JOIN (" + DESCRIBED + ") n USING (subject)")) {
            while (rows.next()) {
                String subject = rows.getString(1);
                if (subject.startsWith("SCHEMA ")) {
                    if (rows.getString(2) != null && rows.getString(3) != null) {
                        schemaBack(connection, subject, rows, statements);
                    }
                } else {
                    int bar = subject.lastIndexOf('|');
                    String none = rows.getString(3) == null ? rows.getString(2) : rows.getString(3);
                    aclBack(
                            connection,
                            "ALTER DEFAULT PRIVILEGES " + subject.substring(0, bar) + " ",
                            " ON " + subject.substring(bar + 1),
                            rows.getString(7) == null ? none : rows.getString(7),
                            rows.getString(6) == null ? none : rows.getString(6),
                            statements);
                }
            }
        }
        return statements;
    }

    private static void schemaBack(Connection connection, String subject, ResultSet row, List<String> statements)
            throws SQLException {
        if (!row.getString(2).equals(row.getString(3))) {
            statements.add("ALTER " + subject + " OWNER TO " + row.getString(2));
        }
        if (row.getBoolean(5)) {
            statements.add("COMMENT ON " + subject + " IS " + (row.getString(4) == null ? "NULL" : row.getString(4)));
        }
        aclBack(connection, "", " ON " + subject, row.getString(7), row.getString(6), statements);
    }

    private static void aclBack(
            Connection connection, String before, String on, String now, String wanted, List<String> statements)
            throws SQLException {
        if (now.equals(wanted)) {
            return;
        }
        for (String grantee : first(
                connection,
                "SELECT DISTINCT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE"
                        + " pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(grantee)) END"
                        + " FROM pg_catalog.aclexplode(?::pg_catalog.aclitem[])",
                now)) {
            statements.add(before + "REVOKE ALL" + on + " FROM " + grantee + (before.isEmpty() ? " CASCADE" : ""));
        }
        for (String grant : first(
                connection,
                "SELECT privilege_type || '" + on.replace("'", "''") + " TO ' || CASE grantee WHEN 0 THEN 'PUBLIC' ELSE"
                        + " pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(grantee)) END"
                        + " || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END"
                        + " FROM pg_catalog.aclexplode(?::pg_catalog.aclitem[])",
                wanted)) {
            statements.add(before + "GRANT " + grant);
        }
    }

    private static List<String> first(Connection connection, String query, String acl) throws SQLException {
        List<String> values = new ArrayList<>();
        if (acl.equals(NO_ENTRIES)) {
            return values; // which aclexplode() refuses
        }
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, acl);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
        }
        return values;
    }
}
