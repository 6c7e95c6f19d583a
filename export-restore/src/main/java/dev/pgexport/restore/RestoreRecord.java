package dev.pgexport.restore;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.ObjectName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What of a restore is done: rows of a table in the database itself, written in the very transaction that did it. It is
 * there while a restore is at work, or was interrupted, and at no other time.
 */
final class RestoreRecord {
    static final String SCHEMA = "pgexport_restore";
    static final String TABLE = SCHEMA + ".done";

    /** A step of a restore. */
    enum Step {
        /** It has begun; its name says of what, and how. */
        BEGUN,
        DEFINITIONS,
        /** An object's rows are there; its name is the object's. */
        OBJECT,
        ROWS,
        /** Indexes, constraints and triggers are being made: some may be there. */
        INDEXES_BEGUN,
        INDEXES
    }

    private final Target target;
    private final boolean resumed;
    private final Set<String> done;

    private RestoreRecord(Target target, boolean resumed, Set<String> done) {
        this.target = target;
        this.resumed = resumed;
        this.done = done;
    }

    /**
     * Find the record of an interrupted restore of the same export.
     *
     * @throws ExportException of kind CONFLICT when it is of another, or was told otherwise
     */
    static Optional<RestoreRecord> find(Target target, ExportId id, RestoreOptions options) {
        Connection connection = target.connection();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("SELECT pg_catalog.to_regclass('" + TABLE + "') IS NOT NULL")) {
                row.next();
                if (!row.getBoolean(1)) {
                    return Optional.empty();
                }
            }
            Set<String> done = new HashSet<>();
            try (ResultSet rows = statement.executeQuery("SELECT step, name FROM " + TABLE)) {
                while (rows.next()) {
                    done.add(rows.getString(1) + " " + rows.getString(2));
                }
            }
            if (!done.contains(Step.BEGUN + " " + begun(id, options))) {
                throw new ExportException(
                                Kind.CONFLICT,
                                "an interrupted restore is in " + target + ": "
                                        + done.stream()
                                                .filter(entry -> entry.startsWith(Step.BEGUN + " "))
                                                .findFirst()
                                                .orElse("of which export is not known"))
                        .withAdvice("perhaps restore that export again with the same options, which goes on where it"
                                + " stopped; or drop the schema " + SCHEMA + " and what that restore has made");
            }
            return Optional.of(new RestoreRecord(target, true, done));
        } catch (SQLException e) {
            throw RestoreFailure.of(e, "read " + TABLE + " in " + target);
        }
    }

    /** Begin a restore. */
    static RestoreRecord begin(Target target, ExportId id, RestoreOptions options) {
        Connection connection = target.connection();
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            create(statement);
            insert(connection, Step.BEGUN, begun(id, options), "");
            connection.commit();
            connection.setAutoCommit(true);
            return new RestoreRecord(target, false, new HashSet<>());
        } catch (SQLException e) {
            throw RestoreFailure.of(e, "create the schema " + SCHEMA + " in " + target);
        }
    }

    /** Make the table, within a transaction of the caller's. */
    static void create(Statement statement) throws SQLException {
        statement.execute("CREATE SCHEMA " + SCHEMA);
        statement.execute("CREATE TABLE " + TABLE
                + " (step text NOT NULL, name text NOT NULL, at timestamptz NOT NULL DEFAULT pg_catalog.now(),"
                + " PRIMARY KEY (step, name))");
        statement.execute("COMMENT ON SCHEMA " + SCHEMA + " IS 'pgexport restores an export into this database, or"
                + " was interrupted while it did: the database is not complete'");
    }

    private static String begun(ExportId id, RestoreOptions options) {
        return id + " " + options.fingerprint();
    }

    boolean resumed() {
        return resumed;
    }

    boolean isDone(Step step) {
        return done.contains(step + " ");
    }

    boolean isDone(ObjectName object) {
        return done.contains(Step.OBJECT + " " + object);
    }

    /** Record a step that is committed already. */
    void record(Step step) {
        try {
            insert(target.connection(), step, "");
        } catch (SQLException e) {
            throw RestoreFailure.of(e, "write " + TABLE + " in " + target);
        }
        done.add(step + " ");
    }

    /** Record an object in the transaction that holds its rows. */
    static void record(Connection connection, ObjectName object) throws SQLException {
        // Twice would be rows that are there twice: the key refuses it, and the transaction takes them back.
        insert(connection, Step.OBJECT, object.value(), "");
    }

    /** Forget objects, in a transaction that takes their rows back. */
    static void forget(Connection connection, Collection<ObjectName> objects) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM " + TABLE + " WHERE step = ? AND name = ANY (?)")) {
            statement.setString(1, Step.OBJECT.name());
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text", objects.stream().map(ObjectName::value).toArray()));
            statement.executeUpdate();
        }
    }

    /** Return the names of the objects whose rows are committed. */
    Set<String> objects() {
        try (Statement statement = target.connection().createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT name FROM " + TABLE + " WHERE step = '" + Step.OBJECT + "'")) {
            Set<String> names = new HashSet<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        } catch (SQLException e) {
            throw RestoreFailure.of(e, "read " + TABLE + " in " + target);
        }
    }

    /** Return whether it was not recorded before. */
    static boolean insert(Connection connection, Step step, String name) throws SQLException {
        return insert(connection, step, name, "ON CONFLICT DO NOTHING");
    }

    private static boolean insert(Connection connection, Step step, String name, String onConflict)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO " + TABLE + " (step, name) VALUES (?, ?) " + onConflict)) {
            statement.setString(1, step.name());
            statement.setString(2, name);
            return statement.executeUpdate() > 0;
        }
    }

    /** Say that the restore is complete: nothing of the record stays. */
    void remove() {
        target.execute("DROP SCHEMA " + SCHEMA + " CASCADE", "drop the schema " + SCHEMA + " in " + target);
    }
}
