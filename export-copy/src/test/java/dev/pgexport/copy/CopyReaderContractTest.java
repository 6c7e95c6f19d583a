package dev.pgexport.copy;

import dev.pgexport.api.SourcePlugin;
import dev.pgexport.api.read.ReaderPlugin;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.ReaderContract;
import dev.pgexport.testkit.TestDatabase;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** What the strategy {@code copy} stores is read again, in each format. */
class CopyReaderContractTest {
    abstract static class InFormat extends ReaderContract {
        private final CopyFormat format;
        private final ReaderPlugin reader;

        InFormat(CopyFormat format, ReaderPlugin reader) {
            this.format = format;
            this.reader = reader;
        }

        @Override
        protected ReaderPlugin reader() {
            return reader;
        }

        @Override
        protected SourcePlugin<?> source() {
            return new CopyPlugin();
        }

        @Override
        protected Map<String, String> settings(TestDatabase database) {
            Map<String, String> settings = new HashMap<>(super.settings(database));
            settings.put("copy.format", format.extension());
            settings.put("copy.part-size", "6MiB");
            return settings;
        }
    }

    @Nested
    class Csv extends InFormat {
        Csv() {
            super(CopyFormat.CSV, new CopyCsvReader());
        }
    }

    /** From the oldest server that is supported. */
    @Nested
    class Text extends InFormat {
        Text() {
            super(CopyFormat.TEXT, new CopyTextReader());
        }

        @Override
        protected int serverVersion(PostgresServers servers) {
            return servers.versions().get(0);
        }
    }

    @Nested
    class Binary extends InFormat {
        Binary() {
            super(CopyFormat.BINARY, new CopyBinaryReader());
        }
    }
}
