package dev.pgexport.restore;

import dev.pgexport.api.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;

/** Finds the sequences that columns of tables own: identities, and what serial made. */
final class OwnedSequences {
    private static final String OWNED = """
            SELECT sn.nspname, s.relname, tn.nspname, t.relname
            FROM pg_catalog.pg_class s
            JOIN pg_catalog.pg_namespace sn ON sn.oid = s.relnamespace
            JOIN pg_catalog.pg_depend d
                ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = s.oid
                AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype IN ('a', 'i')
            JOIN pg_catalog.pg_class t ON t.oid = d.refobjid
            JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
            WHERE s.relkind = 'S'
            """;

    private final Target target;

    OwnedSequences(Target target) {
        this.target = target;
    }

    Set<TableName> of(Set<TableName> tables) {
        Set<TableName> owned = new TreeSet<>();
        try (Statement statement = target.connection().createStatement();
                ResultSet rows = statement.executeQuery(OWNED)) {
            while (rows.next()) {
                if (tables.contains(new TableName(rows.getString(3), rows.getString(4)))) {
                    owned.add(new TableName(rows.getString(1), rows.getString(2)));
                }
            }
        } catch (SQLException e) {
            throw RestoreFailure.of(e, "read the catalog of " + target);
        }
        return owned;
    }
}
