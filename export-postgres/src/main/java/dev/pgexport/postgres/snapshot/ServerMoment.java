package dev.pgexport.postgres.snapshot;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One life of one server, and how far it has come.
 *
 * <p>A server whose postmaster runs on goes forward only. What takes a database back or aside, as a restore, a storage
 * snapshot, pg_rewind or pg_resetwal, needs another start. But a postmaster outlives the crash of a session, in which
 * unlogged tables are emptied and commits that were not waited for can be lost: the counters of the statistics are reset
 * then, and say when.
 *
 * @param version as in {@code 17.2 (Debian 17.2-1)}
 * @param aurora whether this is Amazon Aurora, of whose crashes nothing is known
 * @param life database, start and last reset of the statistics, as text
 * @param standby whether the server is in recovery
 * @param replayed up to where a standby has replayed
 */
record ServerMoment(
        String version, boolean aurora, Map<String, String> life, boolean standby, Optional<String> replayed) {
    private static final String FORM = "'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'";
    private static final String QUERY = """
            SELECT pg_catalog.current_setting('server_version'),
                EXISTS (SELECT FROM pg_catalog.pg_proc p WHERE p.proname = 'aurora_version'),
                (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()),
                pg_catalog.to_char(pg_catalog.pg_postmaster_start_time() AT TIME ZONE 'UTC', %1$s),
                pg_catalog.to_char(pg_catalog.pg_stat_get_bgwriter_stat_reset_time() AT TIME ZONE 'UTC', %1$s),
                pg_catalog.pg_is_in_recovery(), pg_catalog.pg_last_wal_replay_lsn()::pg_catalog.text
            """.formatted(FORM);

    /** Those of PostgreSQL itself that were tried: others may count transactions and write the log otherwise. */
    private static final Pattern KNOWN = Pattern.compile("1[3-8]\\.[0-9]+( \\(.*\\))?");

    /** Read it; in whatever transaction there is. */
    static ServerMoment of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            row.next();
            return new ServerMoment(
                    row.getString(1),
                    row.getBoolean(2),
                    Map.of(
                            "database", row.getString(3),
                            "server-start", row.getString(4),
                            "statistics-reset",
                                    Optional.ofNullable(row.getString(5)).orElse("")),
                    row.getBoolean(6),
                    Optional.ofNullable(row.getString(7)));
        }
    }

    /** Return whether this is a later moment of the same life, in the same role. */
    boolean continues(ServerMoment earlier) {
        return life.equals(earlier.life) && standby == earlier.standby;
    }

    /** Return whether what is said of such servers holds for this one. */
    boolean known() {
        return KNOWN.matcher(version).matches()
                && !aurora
                && !life.getOrDefault("statistics-reset", "").isEmpty();
    }
}
