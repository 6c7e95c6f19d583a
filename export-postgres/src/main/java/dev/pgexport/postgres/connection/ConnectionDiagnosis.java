package dev.pgexport.postgres.connection;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.Finding;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Looks at the way to a database and at its server, whatever the strategy. */
public final class ConnectionDiagnosis {
    private static final String CONNECTION = "connection";
    private static final int OLDEST_VERSION = 13;

    /** Below it, clocks that are kept by NTP differ only when something is wrong. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

    private static final String QUERY = "SELECT current_setting('server_version'),"
            + " current_setting('server_version_num')::int / 10000,"
            + " pg_is_in_recovery(),"
            + " inet_server_addr() IS NULL OR host(inet_server_addr()) IN ('127.0.0.1', '::1'),"
            + " coalesce((SELECT version || ', ' || cipher FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl), ''),"
            + " clock_timestamp()";

    private ConnectionDiagnosis() {}

    /** Connect, look and disconnect; a failure is a finding, not an exception. */
    public static List<Finding> of(Database database) {
        try (Connection connection = database.connect()) {
            return look(database, connection);
        } catch (ExportException e) {
            return List.of(failure(e));
        } catch (SQLException e) {
            return List.of(failure(PostgresFailure.of(e, "look at " + database)));
        }
    }

    private static List<Finding> look(Database database, Connection connection) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(CONNECTION, "connected to " + database));
        try (Statement statement = connection.createStatement()) {
            Instant before = Instant.now();
            try (ResultSet row = statement.executeQuery(QUERY)) {
                Instant after = Instant.now();
                row.next();
                findings.add(encryption(row.getString(5), row.getBoolean(4)));
                findings.add(version(row.getString(1), row.getInt(2)));
                findings.add(role(row.getBoolean(3)));
                findings.add(
                        clock(before, row.getObject(6, OffsetDateTime.class).toInstant(), after));
            }
        }
        return findings;
    }

    private static Finding failure(ExportException failure) {
        return Finding.failure(
                CONNECTION,
                String.valueOf(failure.getMessage()),
                failure.advice().orElse("perhaps check the connection's settings"));
    }

    private static Finding encryption(String tls, boolean local) {
        if (!tls.isEmpty()) {
            return Finding.ok("encryption", tls);
        }
        if (local) {
            return Finding.ok("encryption", "none, on this machine");
        }
        return Finding.warning(
                "encryption",
                "none: whoever is on the way can read and change the data",
                "perhaps use sslmode=verify-full with sslrootcert");
    }

    private static Finding version(String version, int major) {
        if (major >= OLDEST_VERSION) {
            return Finding.ok("server", "PostgreSQL " + version);
        }
        return Finding.failure(
                "server", "PostgreSQL " + version + " is older than " + OLDEST_VERSION, "perhaps upgrade the server");
    }

    private static Finding role(boolean replica) {
        if (!replica) {
            return Finding.ok("role", "primary");
        }
        return Finding.warning(
                "role",
                "replica: it cancels what reads for long where that conflicts with replaying the primary's changes",
                "perhaps set hot_standby_feedback=on, or raise max_standby_streaming_delay");
    }

    /** The server read its clock somewhere between the two moments: what lies outside is a difference for sure. */
    private static Finding clock(Instant before, Instant server, Instant after) {
        Duration difference = Duration.ZERO;
        if (server.isBefore(before)) {
            difference = Duration.between(server, before);
        } else if (server.isAfter(after)) {
            difference = Duration.between(after, server);
        }
        if (difference.compareTo(CLOCK_TOLERANCE) <= 0) {
            return Finding.ok("clock", "the server's and ours agree within " + CLOCK_TOLERANCE.toSeconds() + " s");
        }
        return Finding.warning(
                "clock",
                "the server's differs from ours by " + difference.toSeconds() + " s",
                "perhaps have both set by NTP: the names of exports and their age go by our clock");
    }
}
