package dev.pgexport.pgdump;

import dev.pgexport.api.SourcePlugin;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.SourceContract;
import dev.pgexport.testkit.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PgDumpStreamTest extends SourceContract {
    @Override
    protected SourcePlugin<?> plugin() {
        return new PgDumpPlugin();
    }

    @Override
    protected Map<String, String> settings(TestDatabase database) {
        return Map.of("from", database.uri().toString(), "pgdump.mode", "stream");
    }

    @Override
    protected int serverVersion(PostgresServers servers) {
        return InstalledPgDump.serverVersion(servers);
    }
}
