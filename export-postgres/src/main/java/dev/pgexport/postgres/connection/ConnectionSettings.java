package dev.pgexport.postgres.connection;

import dev.pgexport.api.setting.Setting;
import java.util.Optional;

/**
 * Which database, as whom.
 *
 * @param from a connection string as libpq takes it: {@code postgresql://user@host:port/database?key=value} or {@code
 *     host=... dbname=...}; what it leaves open comes from the service file, the PG* variables and libpq's defaults. May
 *     hold a password.
 */
public record ConnectionSettings(
        @Setting(
                key = "from",
                description =
                        "The database: a URI (postgresql://user@host:port/database) or keywords (host=... dbname=...)"
                                + " as libpq takes them; PG* variables, password file and service file work.",
                secret = true,
                placeholder = "CONNECTION")
        Optional<String> from) {

    /** Return a text without the connection string, which may hold a password. */
    @Override
    public String toString() {
        return "ConnectionSettings[from=" + (from.isPresent() ? "***" : "") + "]";
    }
}
