package dev.pgexport.postgres.program;

import java.util.HashMap;
import java.util.Map;

/** Makes the environment of PostgreSQL's programs. */
public final class ProgramEnvironment {
    private ProgramEnvironment() {}

    /**
     * Return the environment for a program that connects to a database.
     *
     * <p>Nothing of libpq's or of this program's own is taken over from the process (both start with {@code PG}), so
     * that the connection is the given one alone. Messages are in English, since failures are told apart by them. Moments are
     * in UTC: pg_dump pins how they are written, but not the time zone, which would be the server's or the role's.
     *
     * @param process the environment of this process
     * @param connection libpq's variables for the connection; empty for a program that does not connect
     */
    public static Map<String, String> of(Map<String, String> process, Map<String, String> connection) {
        Map<String, String> environment = new HashMap<>(process);
        environment.keySet().removeIf(name -> name.startsWith("PG") || name.equals("LANGUAGE"));
        environment.putAll(connection);
        environment.put("PGTZ", "UTC");
        environment.put("LC_ALL", "C");
        return Map.copyOf(environment);
    }
}
