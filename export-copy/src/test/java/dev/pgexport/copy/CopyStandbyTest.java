package dev.pgexport.copy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.api.Export;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.Contents;
import dev.pgexport.testkit.ExportRecording;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.TestDatabase;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A hot standby is exported as its primary is. */
class CopyStandbyTest {
    /** A server that Debian 12's pg_dump can dump. */
    private static final int VERSION = 15;

    private static final long ROWS = 20_000;

    @Test
    void whatAStandbyHoldsIsExportedAsOfOneMomentWhileItReplays() throws Exception {
        try (PostgresServer primary = PostgresServer.start(VERSION)) {
            TestDatabase original = primary.createDatabase();
            original.execute(
                    "CREATE TABLE many AS SELECT n AS id, 0 AS version, repeat(md5(n::text), 8) AS words"
                            + " FROM generate_series(1, " + ROWS + ") n",
                    "CREATE SEQUENCE called",
                    "SELECT nextval('called')",
                    "SELECT lo_from_bytea(7001, '\\x00ff')");
            try (PostgresServer standby = primary.startStandby()) {
                TestDatabase replica = new TestDatabase(standby, original.name());
                ExportRecording recording = whileUpdated(original, () -> record(replica));

                assertThat(recording.description().source().replica()).isTrue();
                assertThat(recording.description().contents()).isEqualTo(Contents.SCHEMA_AND_DATA);
                assertThat(recording.rows()).containsEntry(new TableName("public", "many"), ROWS);
                assertThat(versions(recording))
                        .hasSizeGreaterThan(1000)
                        .containsOnly(versions(recording).get(0));
                assertThat(recording.objects())
                        .containsKeys(
                                ObjectName.of("data", "public.many", "00002.csv"),
                                ObjectName.of("large_objects", "00001.csv"),
                                ObjectName.of("schema", "schema.dump"),
                                ObjectName.of("sequences", "values.csv"));
            }
        }
    }

    private static ExportRecording record(TestDatabase database) throws Exception {
        try (Export export = new CopyExports().partSize(1 << 20).open(database)) {
            return ExportRecording.of(export);
        }
    }

    /** Do something while all rows change together, again and again. */
    private static <T> T whileUpdated(TestDatabase database, Callable<T> action) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            while (!done.get()) {
                database.execute("UPDATE many SET version = version + 1");
            }
        });
        writer.start();
        try {
            return action.call();
        } finally {
            done.set(true);
            writer.join();
        }
    }

    private static List<String> versions(ExportRecording recording) {
        return recording.objects().values().stream()
                .filter(object -> object.name().value().startsWith("data/public.many/"))
                .flatMap(object -> new String(object.bytes(), UTF_8).lines().skip(1))
                .map(line -> line.split(",", -1)[1])
                .toList();
    }
}
