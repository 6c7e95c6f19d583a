package dev.pgexport.copy;

import dev.pgexport.api.SourcePlugin;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.SourceContract;
import dev.pgexport.testkit.TestDatabase;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** The strategy {@code copy} keeps what every source promises, in each format. */
class CopyContractTest {
    abstract static class InFormat extends SourceContract {
        private final String format;

        InFormat(String format) {
            this.format = format;
        }

        @Override
        protected SourcePlugin<?> plugin() {
            return new CopyPlugin();
        }

        @Override
        protected Map<String, String> settings(TestDatabase database) {
            Map<String, String> settings = new HashMap<>(super.settings(database));
            settings.put("copy.format", format);
            settings.put("copy.part-size", "6MiB");
            return settings;
        }
    }

    @Nested
    class Csv extends InFormat {
        Csv() {
            super("csv");
        }
    }

    /** With the oldest server that is supported. */
    @Nested
    class Text extends InFormat {
        Text() {
            super("text");
        }

        @Override
        protected int serverVersion(PostgresServers servers) {
            return servers.versions().get(0);
        }
    }

    /** With a server that Debian 12's pg_dump can dump. */
    @Nested
    class Binary extends InFormat {
        Binary() {
            super("binary");
        }

        @Override
        protected int serverVersion(PostgresServers servers) {
            return 15;
        }
    }
}
