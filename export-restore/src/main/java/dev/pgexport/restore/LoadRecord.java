package dev.pgexport.restore;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.ObjectName;
import dev.pgexport.restore.RestoreRecord.Step;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * What a database says of itself while a run fills it: which run, which objects are in, and what was there before. It is in
 * the place of a {@link RestoreRecord}, so that no restore takes such a database for one to go on with.
 *
 * @param target the database
 * @param id the export that fills it
 */
record LoadRecord(Target target, ExportId id) {
    private static final String SUFFIX = " loaded by a run, of which nothing is kept";

    /** Find the record that a run left, or has; empty also when it is a restore's. */
    static Optional<LoadRecord> find(Target target) {
        try (Statement statement = target.connection().createStatement()) {
            try (ResultSet row = statement.executeQuery(
                    "SELECT pg_catalog.to_regclass('" + RestoreRecord.TABLE + "') IS NOT NULL")) {
                row.next();
                if (!row.getBoolean(1)) {
                    return Optional.empty();
                }
            }
            try (ResultSet rows = statement.executeQuery(
                    "SELECT name FROM " + RestoreRecord.TABLE + " WHERE step = '" + Step.BEGUN + "'")) {
                while (rows.next()) {
                    String name = rows.getString(1);
                    if (name.endsWith(SUFFIX)) {
                        ExportId id = new ExportId(name.substring(0, name.length() - SUFFIX.length()));
                        return Optional.of(new LoadRecord(target, id));
                    }
                }
            }
            return Optional.empty();
        } catch (SQLException e) {
            throw RestoreFailure.of(e, "read " + RestoreRecord.TABLE + " in " + target);
        }
    }

    /** Record that the database is being filled, and what is in it now. */
    static LoadRecord begin(Target target, ExportId id) {
        Connection connection = target.connection();
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            RestoreRecord.create(statement);
            Before.record(connection);
            statement.execute("COMMENT ON SCHEMA " + RestoreRecord.SCHEMA + " IS 'pgexport fills this database, or was"
                    + " killed while it did: the next run drops all that was not there before'");
            RestoreRecord.insert(connection, Step.BEGUN, id + SUFFIX);
            connection.commit();
            connection.setAutoCommit(true);
            return new LoadRecord(target, id);
        } catch (SQLException e) {
            rollBack(connection, e);
            ExportException failure =
                    RestoreFailure.of(e, "create the schema " + RestoreRecord.SCHEMA + " in " + target);
            throw failure.kind() == Kind.PERMISSION
                    ? failure.withAdvice("perhaps connect as the database's owner, or GRANT CREATE ON DATABASE")
                    : failure;
        }
    }

    private static void rollBack(Connection connection, SQLException failure) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** Record an object in the transaction that holds it; return false when an earlier attempt had been committed. */
    static boolean record(Connection connection, ObjectName object) throws SQLException {
        return RestoreRecord.insert(connection, Step.OBJECT, object.value());
    }

    /** Return how many objects of the export are in the database. */
    long objects() {
        try (Statement statement = target.connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.count(*) FROM " + RestoreRecord.TABLE
                        + " WHERE step = '" + Step.OBJECT + "'")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw RestoreFailure.of(e, "read " + RestoreRecord.TABLE + " in " + target);
        }
    }

    /** Say that the database is complete: nothing of the record stays. */
    void remove() {
        target.execute(
                "DROP SCHEMA " + RestoreRecord.SCHEMA + " CASCADE",
                "drop the schema " + RestoreRecord.SCHEMA + " in " + target);
    }
}
