package dev.pgexport.pgdump;

import dev.pgexport.postgres.program.PgDumpProgram;
import dev.pgexport.postgres.program.ProgramSettings;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.PostgresServers;
import java.util.Map;

/** The pg_dump of the machine that runs the tests, and the newest server that it can dump. */
final class InstalledPgDump {
    static final Map<String, String> ENVIRONMENT = Map.of("PATH", System.getenv("PATH"));

    private InstalledPgDump() {}

    static PgDumpProgram find() {
        try {
            return PgDumpProgram.find(ProgramSettings.defaults(), 0, ENVIRONMENT);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static int serverVersion(PostgresServers servers) {
        int newest = find().version().major();
        return servers.versions().stream()
                .filter(version -> version <= newest)
                .max(Integer::compare)
                .orElseThrow(() -> new IllegalStateException("pg_dump " + newest + " is older than every test server"));
    }

    static PostgresServer server(PostgresServers servers) {
        return servers.version(serverVersion(servers));
    }
}
