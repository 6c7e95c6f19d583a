package dev.pgexport.pgdump;

import dev.pgexport.api.SourcePlugin;
import dev.pgexport.api.read.ReaderPlugin;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.ReaderContract;
import dev.pgexport.testkit.TestDatabase;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** What the strategy {@code pgdump} stores is read again, in each mode. */
class PgDumpReaderContractTest {
    abstract static class InMode extends ReaderContract {
        private final String mode;
        private final ReaderPlugin reader;

        InMode(String mode, ReaderPlugin reader) {
            this.mode = mode;
            this.reader = reader;
        }

        @Override
        protected ReaderPlugin reader() {
            return reader;
        }

        @Override
        protected SourcePlugin<?> source() {
            return new PgDumpPlugin();
        }

        @Override
        protected Map<String, String> settings(TestDatabase database) {
            return Map.of("from", database.uri().toString(), "pgdump.mode", mode);
        }

        @Override
        protected int serverVersion(PostgresServers servers) {
            return InstalledPgDump.serverVersion(servers);
        }
    }

    @Nested
    class Custom extends InMode {
        Custom() {
            super("stream", new PgDumpCustomReader());
        }
    }

    @Nested
    class Directory extends InMode {
        Directory() {
            super("staged", new PgDumpDirectoryReader());
        }
    }

    @Nested
    class Plain extends InMode {
        Plain() {
            super("plain", new PgDumpPlainReader());
        }
    }

    /** A dump is in the database's encoding, and rows are given in UTF-8. */
    abstract static class OfLatin1 extends InMode {
        OfLatin1(String mode, ReaderPlugin reader) {
            super(mode, reader);
        }

        @Override
        protected TestDatabase createDatabase(PostgresServer server) {
            TestDatabase latin1 = new TestDatabase(
                    server, "latin1_" + getClass().getSimpleName().toLowerCase(Locale.ROOT));
            new TestDatabase(server, "postgres")
                    .execute("CREATE DATABASE " + latin1.name()
                            + " ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
            return latin1;
        }

        @Override
        protected void fill(TestDatabase empty) {
            empty.execute(
                    "CREATE TABLE \"café\" (id integer, \"naïve\" text, plain text)",
                    "INSERT INTO \"café\" VALUES (1, 'ünïcödé', 'ascii'), (2, NULL, ''), (3, E'\\u00ff\\n"
                            + "\\u00a0', NULL), (4, repeat('ÄÖÜ', 100000), 'é'), (5, '', 'x')",
                    "CREATE TABLE nothing (id integer)");
        }
    }

    @Nested
    class CustomOfLatin1 extends OfLatin1 {
        CustomOfLatin1() {
            super("stream", new PgDumpCustomReader());
        }
    }

    @Nested
    class PlainOfLatin1 extends OfLatin1 {
        PlainOfLatin1() {
            super("plain", new PgDumpPlainReader());
        }
    }
}
