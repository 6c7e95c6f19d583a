package dev.pgexport.snapshot.internal.check;

import dev.pgexport.api.CancellationToken;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.Selection;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.LeftOut;
import dev.pgexport.postgres.catalog.Catalog;
import dev.pgexport.postgres.catalog.CatalogScan;
import dev.pgexport.postgres.catalog.CatalogTable;
import dev.pgexport.postgres.connection.Database;
import dev.pgexport.postgres.connection.PostgresFailure;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the database itself says before RDS is asked for anything: which tables there are, and which RDS would leave out. It
 * is how the database is now, not how a snapshot has it.
 *
 * @param path the schemas that a table without one is looked for in
 * @param tables that are selected
 * @param unlogged tables whose rows no snapshot has
 * @param leftOut what pg_dump would leave out, and why
 */
public record CatalogView(
        List<String> path, List<CatalogTable> tables, Set<TableName> unlogged, List<LeftOut> leftOut) {
    private static final String PATH = "SELECT pg_catalog.current_schemas(false)";
    private static final String UNLOGGED = "SELECT n.nspname, c.relname FROM pg_catalog.pg_class c JOIN"
            + " pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relpersistence = 'u' AND c.relkind = 'r'";

    public CatalogView {
        path = List.copyOf(path);
        tables = List.copyOf(tables);
        unlogged = Set.copyOf(unlogged);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * Look at the catalog, in a transaction that reads alone and takes no lock on any table.
     *
     * @throws ExportException when the database cannot be asked
     */
    public static CatalogView of(Database database, Selection selection, CancellationToken cancellation)
            throws InterruptedException {
        if (cancellation.isCancelled()) {
            throw new InterruptedException("cancelled");
        }
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            boolean standby = standby(connection);
            List<String> path = path(connection);
            Set<TableName> unlogged = unlogged(connection);
            Catalog catalog = CatalogScan.of(connection, selection, standby)
                    .complete(connection.getMetaData().getDatabaseMajorVersion());
            connection.rollback();
            return new CatalogView(path, catalog.tables(), unlogged, catalog.leftOut());
        } catch (SQLException e) {
            throw PostgresFailure.of(e, "look at the catalog of " + database);
        }
    }

    private static boolean standby(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_is_in_recovery()")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static List<String> path(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(PATH)) {
            row.next();
            Array schemas = row.getArray(1);
            return List.of((String[]) schemas.getArray());
        }
    }

    private static Set<TableName> unlogged(Connection connection) throws SQLException {
        Set<TableName> unlogged = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(UNLOGGED)) {
            while (rows.next()) {
                unlogged.add(new TableName(rows.getString(1), rows.getString(2)));
            }
        }
        return unlogged;
    }
}
