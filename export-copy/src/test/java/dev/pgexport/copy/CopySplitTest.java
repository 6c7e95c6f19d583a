package dev.pgexport.copy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.api.Export;
import dev.pgexport.api.ExportObject;
import dev.pgexport.testkit.EveryPostgres;
import dev.pgexport.testkit.ExportRecording;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The parts of a table are the table: no row twice, none lost. */
@ExtendWith(PostgresExtension.class)
class CopySplitTest {
    private static final int FIRST_WITH_TID_RANGE_SCAN = 14;

    @EveryPostgres
    void partsOfATableWithManyPagesAreTheTable(PostgresServer server) throws Exception {
        try (TestDatabase database = server.createDatabase()) {
            database.execute("CREATE TABLE many AS SELECT n AS id, repeat(md5(n::text), 8) AS words"
                    + " FROM generate_series(1, 20000) n");
            partsAreTheTable(database, CopyFormat.CSV, "many", 4);
        }
    }

    @EveryPostgres
    void partsOfATableWithFewPagesAndMuchToastAreTheTable(PostgresServer server) throws Exception {
        try (TestDatabase database = server.createDatabase()) {
            database.execute(
                    "CREATE TABLE toasted (id integer, raw bytea, filler text)",
                    "ALTER TABLE toasted ALTER COLUMN raw SET STORAGE EXTERNAL",
                    "INSERT INTO toasted SELECT n, decode(repeat('00ff', 15000), 'hex'), repeat('x', 100)"
                            + " FROM generate_series(1, 500) n");
            assertThat(database.number("SELECT pg_relation_size('toasted') / 8192"))
                    .isLessThan(20);
            partsAreTheTable(database, CopyFormat.BINARY, "toasted", 5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void partsAreTheTableWhileItsRowsMoveAndGrow(CopyFormat format, PostgresServers servers) throws Exception {
        try (TestDatabase database = servers.newest().createDatabase()) {
            database.execute(
                    "CREATE TABLE many (id integer PRIMARY KEY, version integer, words text)",
                    "INSERT INTO many SELECT n, 0, repeat(md5(n::text), 8) FROM generate_series(1, 20000) n");
            AtomicBoolean done = new AtomicBoolean();
            Thread writer = new Thread(() -> {
                while (!done.get()) {
                    database.execute(
                            "UPDATE many SET version = version + 1 WHERE id % 10 = 0",
                            "INSERT INTO many SELECT max(id) + 1, 0, 'new' FROM many", "VACUUM many");
                }
            });
            writer.start();
            try {
                for (int i = 0; i < 5; i++) {
                    partsAreTheTable(database, format, "many", 4);
                }
            } finally {
                done.set(true);
                writer.join();
            }
        }
    }

    @Test
    void tableBelowThePartSizeIsOneObject(TestDatabase database) throws Exception {
        database.execute(
                "CREATE TABLE small AS SELECT n FROM generate_series(1, 1000) n", "CREATE TABLE empty (n integer)");
        try (Export export = CopyExports.dataOnly().open(database)) {
            ExportRecording recording = ExportRecording.of(export);

            assertThat(recording.objects().keySet())
                    .extracting(Object::toString)
                    .containsExactly("data/public.empty/00001.csv", "data/public.small/00001.csv");
            assertThat(new String(recording.objects().values().iterator().next().bytes(), UTF_8))
                    .isEqualTo("n\n");
        }
    }

    /** Export a table, load its parts, and compare them with what the same snapshot shows. */
    private static void partsAreTheTable(TestDatabase database, CopyFormat format, String table, int leastParts)
            throws Exception {
        database.execute("DROP TABLE IF EXISTS loaded");
        try (Export export =
                CopyExports.dataOnly().format(format).partSize(1 << 20).open(database)) {
            String snapshot = export.description().source().snapshot().orElseThrow();
            List<ExportRecording.Recorded> parts = new ArrayList<>();
            for (var objects = export.objects(); objects.hasNext(); ) {
                ExportObject object = objects.next();
                parts.add(ExportRecording.Recorded.of(object));
            }
            List<String> expected = Snapshots.query(database, snapshot, digest(table));
            export.confirm();

            database.execute("CREATE TABLE loaded (LIKE " + table + ")");
            for (ExportRecording.Recorded part : parts) {
                Loading.load(part, "COPY loaded FROM STDIN (" + format.options() + ")", database);
            }
            if (database.server().version() < FIRST_WITH_TID_RANGE_SCAN) {
                assertThat(parts).as("each part would read the whole table").hasSize(1);
            } else {
                assertThat(parts).hasSizeGreaterThanOrEqualTo(leastParts);
            }
            assertThat(database.query(digest("loaded"))).isEqualTo(expected);
        }
    }

    private static String digest(String table) {
        return "SELECT count(*) || md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM " + table + " t";
    }
}
