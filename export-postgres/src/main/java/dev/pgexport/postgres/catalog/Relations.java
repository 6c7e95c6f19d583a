package dev.pgexport.postgres.catalog;

import dev.pgexport.api.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads pg_class, whole: who is selected is decided by {@link DumpRules}. Takes no lock on any table. */
final class Relations {
    // Functions of an oid look at the catalog of now and return null for what was dropped since the snapshot: such a
    // table is not there to be locked, which says it better than a missing right.
    private static final String QUERY = """
            SELECT c.oid, c.relnamespace, n.nspname, c.relname, c.relkind, c.relpersistence, c.reltoastrelid,
                c.relispartition, coalesce(a.amname = 'heap', false) AS heap,
                c.relrowsecurity AND coalesce(pg_catalog.row_security_active(c.oid), false) AS row_security,
                coalesce(pg_catalog.has_table_privilege(c.oid, 'SELECT'), true) AS readable,
                coalesce(pg_catalog.has_schema_privilege(n.oid, 'USAGE'), true) AS reachable,
                e.oid AS extension, e.extname, o.refobjid AS owner, o.deptype = 'i' AS identity, s.srvname
            FROM pg_catalog.pg_class c
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                LEFT JOIN pg_catalog.pg_am a ON a.oid = c.relam
                LEFT JOIN pg_catalog.pg_depend m ON m.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                    AND m.objid = c.oid AND m.objsubid = 0
                    AND m.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND m.deptype = 'e'
                LEFT JOIN pg_catalog.pg_extension e ON e.oid = m.refobjid
                LEFT JOIN pg_catalog.pg_depend o ON c.relkind = 'S'
                    AND o.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND o.objid = c.oid AND o.objsubid = 0
                    AND o.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND o.deptype IN ('a', 'i')
                LEFT JOIN pg_catalog.pg_foreign_table f ON f.ftrelid = c.oid
                LEFT JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver
            WHERE c.relkind IN ('r', 'p', 'm', 'f', 'S') AND c.relpersistence <> 't'
            ORDER BY n.nspname, c.relname
            """;

    private Relations() {}

    /** Return all relations that may hold data, by oid, in the order of their names. */
    static Map<Long, Relation> read(Connection connection) throws SQLException {
        Map<Long, Relation> relations = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(QUERY)) {
            while (rows.next()) {
                Relation relation = relation(rows);
                relations.put(relation.oid(), relation);
            }
        }
        return relations;
    }

    private static Relation relation(ResultSet row) throws SQLException {
        Optional<String> extension = Optional.ofNullable(row.getString("extname"));
        long extensionOid = row.getLong("extension");
        long owner = row.getLong("owner");
        return new Relation(
                row.getLong("oid"),
                row.getLong("relnamespace"),
                new TableName(row.getString("nspname"), row.getString("relname")),
                row.getString("relkind").charAt(0),
                row.getString("relpersistence").equals("u"),
                row.getBoolean("heap"),
                row.getLong("reltoastrelid"),
                row.getBoolean("relispartition"),
                row.getBoolean("row_security"),
                row.getBoolean("readable"),
                row.getBoolean("reachable"),
                extension.map(name -> new Relation.Extension(extensionOid, name)),
                owner == 0 ? Optional.empty() : Optional.of(owner),
                row.getBoolean("identity"),
                Optional.ofNullable(row.getString("srvname")));
    }
}
