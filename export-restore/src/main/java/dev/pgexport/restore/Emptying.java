package dev.pgexport.restore;

import dev.pgexport.api.ExportException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes everything back that was made in a database since its record was begun: all of it in one transaction. */
final class Emptying {
    private static final Logger LOG = LoggerFactory.getLogger(Emptying.class);
    private static final String DEADLOCK = "40P01";

    /** out_of_memory: the table of locks has no room for as many objects as a transaction drops. */
    private static final String OUT_OF_LOCKS = "53200";

    private static final int ATTEMPTS = 5;

    /** What has to go before the rest: it acts on the dropping of others, or is not what others need. */
    private static final List<String> FIRST =
            List.of("event trigger", "subscription", "publication", "schema", "extension");

    private final Target target;

    Emptying(Target target) {
        this.target = target;
    }

    /**
     * Empty it, and with that remove the record.
     *
     * @return how many objects were dropped, without what went with its schema
     */
    long empty() {
        FormerSessions.end(target);
        unlinkLargeObjects();
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt();
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !Set.of(DEADLOCK, OUT_OF_LOCKS).contains(e.getSQLState())) {
                    throw failure(e);
                }
                LOG.atDebug().setCause(e).log("dropping failed");
                if (OUT_OF_LOCKS.equals(e.getSQLState())) {
                    dropSingly();
                }
            }
        }
    }

    private ExportException failure(SQLException failure) {
        return RestoreFailure.of(failure, "take back what was loaded into " + target)
                .withAdvice("perhaps drop the database: its schema " + RestoreRecord.SCHEMA
                        + " says that it is not complete; or remove the cause, and the next run into it tries again");
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** None was there before, or the run would have refused. Each takes a lock, so not all in one transaction. */
    private void unlinkLargeObjects() {
        try (Statement statement = target.connection().createStatement()) {
            while (number(
                            statement,
                            "SELECT pg_catalog.count(pg_catalog.lo_unlink(oid)) FROM (SELECT oid FROM"
                                    + " pg_catalog.pg_largeobject_metadata LIMIT 1000) AS batch")
                    > 0) {
                LOG.atDebug().log("large objects unlinked");
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Drop each object in a transaction of its own. The record says all the while that the database is not complete. */
    private void dropSingly() {
        try (Statement statement = target.connection().createStatement()) {
            for (CatalogObject object : Before.added(target.connection())) {
                if (object.schema().isPresent()) {
                    statement.execute(object.drop());
                }
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private long attempt() throws SQLException {
        Connection connection = target.connection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            List<CatalogObject> dropped = withoutMembers(Before.added(connection));
            for (CatalogObject object : dropped) {
                statement.execute(object.drop());
            }
            for (String change : Before.changesBack(connection)) {
                statement.execute(change);
            }
            statement.execute("DROP SCHEMA " + RestoreRecord.SCHEMA + " CASCADE");
            connection.commit();
            connection.setAutoCommit(true);
            return dropped.size();
        } catch (SQLException e) {
            connection.rollback();
            connection.setAutoCommit(true);
            throw e;
        }
    }

    /** Leave out what goes with its schema. */
    private static List<CatalogObject> withoutMembers(List<CatalogObject> added) {
        Set<String> schemas = new HashSet<>();
        for (CatalogObject object : added) {
            if (object.type().equals("schema")) {
                schemas.add(object.identity());
            }
        }
        List<CatalogObject> alone = new ArrayList<>();
        for (CatalogObject object : added) {
            Optional<String> schema = object.schema();
            if (schema.isEmpty() || !schemas.contains(schema.get())) {
                alone.add(object);
            }
        }
        alone.sort(Comparator.comparingInt(Emptying::rank));
        return alone;
    }

    private static int rank(CatalogObject object) {
        int rank = FIRST.indexOf(object.type());
        return rank < 0 ? FIRST.size() : rank;
    }
}
