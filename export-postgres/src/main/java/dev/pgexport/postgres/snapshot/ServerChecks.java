package dev.pgexport.postgres.snapshot;

import dev.pgexport.api.Finding;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * What a diagnosis says of a server as a whole.
 *
 * @param major its major version
 * @param standby whether it is in recovery
 * @param feedback of a standby, whether it tells the primary which rows it still needs
 * @param conflictDelay of a standby, for how many milliseconds a query may hold up what comes from the primary; -1 for ever
 * @param freeConnections how many more connections the server would take from this user
 * @param lockCapacity for how many locks on tables the server has surely room
 * @param clockDifference by how much its clock is ahead of ours
 */
record ServerChecks(
        int major,
        String fullVersion,
        boolean standby,
        boolean feedback,
        long conflictDelay,
        long freeConnections,
        long lockCapacity,
        Duration clockDifference) {

    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(10);
    private static final String QUERY = """
            SELECT pg_catalog.current_setting('server_version') AS version, pg_catalog.pg_is_in_recovery() AS standby,
                pg_catalog.current_setting('hot_standby_feedback')::pg_catalog.bool AS feedback,
                (SELECT s.setting::pg_catalog.int8 FROM pg_catalog.pg_settings s
                    WHERE s.name = 'max_standby_streaming_delay') AS conflict_delay,
                least(
                    pg_catalog.current_setting('max_connections')::pg_catalog.int8
                        - pg_catalog.current_setting('superuser_reserved_connections')::pg_catalog.int8
                        - (SELECT pg_catalog.count(*) FROM pg_catalog.pg_stat_activity a
                            WHERE a.backend_type = 'client backend'),
                    (SELECT nullif(r.rolconnlimit, -1) FROM pg_catalog.pg_roles r WHERE r.rolname = current_user)
                        - (SELECT pg_catalog.count(*) FROM pg_catalog.pg_stat_activity a
                            WHERE a.usename = current_user),
                    (SELECT nullif(d.datconnlimit, -1) FROM pg_catalog.pg_database d
                            WHERE d.datname = pg_catalog.current_database())
                        - (SELECT pg_catalog.count(*) FROM pg_catalog.pg_stat_activity a
                            WHERE a.datname = pg_catalog.current_database())) AS free_connections,
                pg_catalog.current_setting('max_locks_per_transaction')::pg_catalog.int8
                    * (pg_catalog.current_setting('max_connections')::pg_catalog.int8
                        + pg_catalog.current_setting('max_prepared_transactions')::pg_catalog.int8) AS lock_capacity,
                pg_catalog.clock_timestamp() AS clock
            """;

    static ServerChecks of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Instant before = Instant.now();
            try (ResultSet row = statement.executeQuery(QUERY)) {
                row.next();
                Instant middle =
                        before.plus(Duration.between(before, Instant.now()).dividedBy(2));
                return new ServerChecks(
                        connection.getMetaData().getDatabaseMajorVersion(),
                        row.getString("version"),
                        row.getBoolean("standby"),
                        row.getBoolean("feedback"),
                        row.getLong("conflict_delay"),
                        row.getLong("free_connections"),
                        row.getLong("lock_capacity"),
                        Duration.between(
                                middle,
                                row.getObject("clock", OffsetDateTime.class).toInstant()));
            }
        }
    }

    boolean tooOld() {
        return major < SupportedVersions.OLDEST;
    }

    Finding version() {
        String supported = "PostgreSQL " + SupportedVersions.OLDEST + " to " + SupportedVersions.NEWEST;
        if (tooOld()) {
            return Finding.failure(
                    "server",
                    "PostgreSQL " + fullVersion + " is too old",
                    "perhaps upgrade it: " + supported + " work");
        }
        return major > SupportedVersions.NEWEST
                ? Finding.warning(
                        "server",
                        "PostgreSQL " + fullVersion + " is newer than this program",
                        "perhaps look for a newer pgexport: this one was tested with " + supported)
                : Finding.ok("server", "PostgreSQL " + fullVersion);
    }

    Finding role() {
        if (!standby) {
            return Finding.ok("role", "the primary");
        }
        return feedback || conflictDelay < 0
                ? Finding.ok("role", "a standby; unlogged tables are not there")
                : Finding.warning(
                        "role",
                        "a standby, which cancels queries that keep it from replaying for " + conflictDelay / 1000
                                + " s",
                        "perhaps set hot_standby_feedback = on, or raise max_standby_streaming_delay");
    }

    Finding clock() {
        String difference = clockDifference.abs().toMillis() / 1000.0 + " s";
        return clockDifference.abs().compareTo(CLOCK_TOLERANCE) <= 0
                ? Finding.ok("clock", "differs from ours by " + difference)
                : Finding.warning(
                        "clock",
                        "the server's is " + difference + (clockDifference.isNegative() ? " behind" : " ahead of")
                                + " ours",
                        "perhaps synchronise the clocks: an export's moment is the server's");
    }

    Finding connections(int wanted) {
        // The one that asks is among those in use, and is given back.
        long free = freeConnections + 1;
        return free >= wanted
                ? Finding.ok("connections", free + " are free, the export opens up to " + wanted)
                : Finding.failure(
                        "connections",
                        "only " + free + " are free, the export opens up to " + wanted,
                        "perhaps lower --jobs, or raise the limit of the server, the database or the user");
    }

    Finding lockTable(int tables) {
        return tables <= lockCapacity
                ? Finding.ok("lock table", "has room for the locks on " + tables + " tables")
                : Finding.warning(
                        "lock table",
                        "may be too small for the locks on " + tables + " tables: it holds about " + lockCapacity,
                        "perhaps raise max_locks_per_transaction, or export fewer tables at once");
    }
}
