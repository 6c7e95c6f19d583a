package dev.pgexport.restore;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;

/** Keeps triggers and foreign keys of tables that are there from looking at rows that come in no order. */
final class Triggers {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String WITH_TRIGGERS = """
            SELECT DISTINCT n.nspname, c.relname
            FROM pg_catalog.pg_trigger t
            JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE t.tgenabled IN ('O', 'A') AND t.tgtype & 4 = 4
            """;

    private Triggers() {}

    /**
     * Make sessions act as a replica's, where that is allowed.
     *
     * @throws ExportException of kind PERMISSION when it is not, and a wanted table has triggers or foreign keys
     */
    static void silence(Target target, Wanted wanted) {
        try (Statement statement = target.connection().createStatement()) {
            statement.execute("SET session_replication_role = replica");
            statement.execute("RESET session_replication_role");
            target.sessions().actAsReplica();
        } catch (SQLException e) {
            if (!INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                throw RestoreFailure.of(e, "prepare a session of " + target);
            }
            Set<TableName> fired = wanted.namesWithRows();
            fired.retainAll(withTriggers(target));
            if (!fired.isEmpty()) {
                throw new ExportException(
                                Kind.PERMISSION,
                                "loading rows would fire triggers or check foreign keys of "
                                        + fired.iterator().next() + ", which "
                                        + target.database().user()
                                        + " may not prevent",
                                e)
                        .withAdvice("perhaps connect as a superuser, or GRANT SET ON PARAMETER session_replication_role"
                                + " (PostgreSQL 15 and later), or drop the triggers and foreign keys before");
            }
        }
    }

    private static Set<TableName> withTriggers(Target target) {
        Set<TableName> tables = new TreeSet<>();
        try (Statement statement = target.connection().createStatement();
                ResultSet rows = statement.executeQuery(WITH_TRIGGERS)) {
            while (rows.next()) {
                tables.add(new TableName(rows.getString(1), rows.getString(2)));
            }
        } catch (SQLException e) {
            throw RestoreFailure.of(e, "read the catalog of " + target);
        }
        return tables;
    }
}
