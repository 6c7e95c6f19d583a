package dev.pgexport.cli.fault;

import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import java.util.List;

/** A database that takes long enough to export for a fault to strike in the middle. */
record FaultDatabase(TestDatabase database) implements AutoCloseable {
    /** The oldest server that Debian's pg_dump 15 and every newer one can dump. */
    private static final int VERSION = 15;

    static FaultDatabase create(PostgresServers servers) {
        TestDatabase database = servers.version(VERSION).createDatabase();
        database.execute(
                "CREATE TABLE orders AS SELECT i AS id, md5(i::text) AS token, repeat(md5((i * 7)::text), 3) AS note"
                        + " FROM generate_series(1, 120000) i",
                "CREATE TABLE documents AS SELECT i AS id, (SELECT string_agg(md5((i * j)::text), '')"
                        + " FROM generate_series(1, 400) j) AS body FROM generate_series(1, 300) i",
                "CREATE TABLE customers AS SELECT i AS id, 'customer ' || i AS name FROM generate_series(1, 20000) i");
        FaultDatabase created = new FaultDatabase(database);
        created.mend();
        return created;
    }

    String uri() {
        return database.uri().toString();
    }

    /** Undo what faults have done to the schema. */
    void mend() {
        database.execute(
                "DROP TABLE IF EXISTS victim",
                "CREATE TABLE victim AS SELECT i AS id, 'row ' || i AS name FROM generate_series(1, 20000) i");
    }

    /** Return the process ids of the server's sessions that serve a run, the coordinator's first. */
    List<Integer> sessions() {
        return database
                .query("SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND application_name = 'pgexport' ORDER BY backend_start, pid")
                .stream()
                .map(Integer::valueOf)
                .toList();
    }

    void terminate(int session) {
        database.query("SELECT pg_terminate_backend(" + session + ")");
    }

    @Override
    public void close() {
        database.close();
    }
}
