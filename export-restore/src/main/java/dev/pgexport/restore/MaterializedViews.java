package dev.pgexport.restore;

import dev.pgexport.api.TableName;
import dev.pgexport.postgres.catalog.SqlIdentifier;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Refreshes materialized views, each after those that it reads, be it by other views. */
final class MaterializedViews {
    private static final String READS = """
            SELECT DISTINCT n.nspname, c.relname, used_n.nspname, used.relname
            FROM pg_catalog.pg_rewrite r
            JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_depend d
                ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.objid = r.oid
                AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
            JOIN pg_catalog.pg_class used ON used.oid = d.refobjid AND used.oid <> c.oid
            JOIN pg_catalog.pg_namespace used_n ON used_n.oid = used.relnamespace
            WHERE c.relkind IN ('v', 'm') AND used.relkind IN ('v', 'm')
            """;

    private final Target target;

    MaterializedViews(Target target) {
        this.target = target;
    }

    void refresh(Collection<TableName> views) {
        if (views.isEmpty()) {
            return;
        }
        Map<TableName, List<TableName>> reads = reads();
        Set<TableName> ordered = new LinkedHashSet<>();
        Set<TableName> seen = new HashSet<>();
        views.forEach(view -> visit(view, reads, seen, ordered));
        ordered.retainAll(new HashSet<>(views));
        for (TableName view : ordered) {
            target.execute("REFRESH MATERIALIZED VIEW " + SqlIdentifier.quote(view), "refresh " + view);
        }
    }

    private static void visit(
            TableName view, Map<TableName, List<TableName>> reads, Set<TableName> seen, Set<TableName> ordered) {
        if (seen.add(view)) {
            reads.getOrDefault(view, List.of()).forEach(read -> visit(read, reads, seen, ordered));
            ordered.add(view);
        }
    }

    private Map<TableName, List<TableName>> reads() {
        Map<TableName, List<TableName>> reads = new HashMap<>();
        try (Statement statement = target.connection().createStatement();
                ResultSet rows = statement.executeQuery(READS)) {
            while (rows.next()) {
                reads.computeIfAbsent(new TableName(rows.getString(1), rows.getString(2)), unused -> new ArrayList<>())
                        .add(new TableName(rows.getString(3), rows.getString(4)));
            }
        } catch (SQLException e) {
            throw RestoreFailure.of(e, "read the catalog of " + target);
        }
        return reads;
    }
}
