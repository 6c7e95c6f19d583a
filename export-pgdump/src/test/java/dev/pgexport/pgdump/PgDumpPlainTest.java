package dev.pgexport.pgdump;

import dev.pgexport.api.SourcePlugin;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.SourceContract;
import dev.pgexport.testkit.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Timeout;

/** With the oldest server that is supported. */
@Timeout(120)
class PgDumpPlainTest extends SourceContract {
    @Override
    protected SourcePlugin<?> plugin() {
        return new PgDumpPlugin();
    }

    @Override
    protected Map<String, String> settings(TestDatabase database) {
        return Map.of("from", database.uri().toString(), "pgdump.mode", "plain");
    }

    @Override
    protected int serverVersion(PostgresServers servers) {
        return servers.versions().get(0);
    }
}
