package dev.pgexport.postgres.snapshot;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.TableName;
import dev.pgexport.postgres.catalog.SqlIdentifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes ACCESS SHARE locks on what is exported, as pg_dump does: nothing weaker keeps a table, nothing stronger is needed.
 *
 * <p>Each table is locked alone ({@code ONLY}): what is not exported is not locked.
 */
final class TableLocks {
    static final String LOCK_NOT_AVAILABLE = "55P03";

    /** undefined_table, invalid_schema_name, wrong_object_type: the name does not mean that table any more. */
    private static final Set<String> GONE = Set.of("42P01", "3F000", "42809");

    private static final String OUT_OF_MEMORY = "53200";
    private static final int BATCH_CHARACTERS = 100_000;
    private static final Logger log = LoggerFactory.getLogger(TableLocks.class);

    private final Connection connection;
    private final LockWatch watch;
    private final Duration timeout;

    /**
     * @param connection whose transaction takes the locks, under a lock_timeout that is set already
     * @param watch sees whom it waits for
     */
    TableLocks(Connection connection, LockWatch watch, Duration timeout) {
        this.connection = connection;
        this.watch = watch;
        this.timeout = timeout;
    }

    /** Lock the tables, in batches, each a statement of at most about 100 kB. */
    void lock(Map<Long, TableName> tables) throws SQLException {
        Map<Long, TableName> batch = new LinkedHashMap<>();
        int characters = 0;
        for (Map.Entry<Long, TableName> table : tables.entrySet()) {
            batch.put(table.getKey(), table.getValue());
            characters += SqlIdentifier.quote(table.getValue()).length() + 7;
            if (characters >= BATCH_CHARACTERS) {
                lockBatch(batch);
                batch.clear();
                characters = 0;
            }
        }
        if (!batch.isEmpty()) {
            lockBatch(batch);
        }
        log.debug("event=locked tables={}", tables.size());
    }

    private void lockBatch(Map<Long, TableName> batch) throws SQLException {
        String sql = batch.values().stream()
                .map(name -> "ONLY " + SqlIdentifier.quote(name))
                .collect(Collectors.joining(", ", "LOCK TABLE ", " IN ACCESS SHARE MODE"));
        try (Statement statement = connection.createStatement();
                LockWatch.Watching watching = watch.start()) {
            try {
                statement.execute(sql);
            } catch (SQLException e) {
                String state = String.valueOf(e.getSQLState());
                if (state.equals(LOCK_NOT_AVAILABLE)) {
                    throw watching.timedOut(timeout, batch.keySet(), e);
                }
                if (GONE.contains(state)) {
                    throw TableFingerprints.changed("a table");
                }
                if (state.equals(OUT_OF_MEMORY)) {
                    throw new ExportException(
                                    Kind.CONFIGURATION, "the server has no room for the locks on all tables", e)
                            .withAdvice("perhaps raise max_locks_per_transaction, or export fewer tables at once");
                }
                throw e;
            }
        }
    }
}
