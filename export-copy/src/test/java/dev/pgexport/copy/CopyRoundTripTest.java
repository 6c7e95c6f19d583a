package dev.pgexport.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.api.Export;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.TableName;
import dev.pgexport.testkit.EveryPostgres;
import dev.pgexport.testkit.ExportRecording;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.SampleDatabase;
import dev.pgexport.testkit.TestDatabase;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was exported and is loaded again is what the database held, whatever its types and names. */
@ExtendWith(PostgresExtension.class)
class CopyRoundTripTest {
    @EveryPostgres
    void rowsComeBackFromCsv(PostgresServer server) throws Exception {
        rowsComeBack(server, CopyFormat.CSV);
    }

    @EveryPostgres
    void rowsComeBackFromText(PostgresServer server) throws Exception {
        rowsComeBack(server, CopyFormat.TEXT);
    }

    @EveryPostgres
    void rowsComeBackFromBinary(PostgresServer server) throws Exception {
        rowsComeBack(server, CopyFormat.BINARY);
    }

    private static void rowsComeBack(PostgresServer server, CopyFormat format) throws Exception {
        try (TestDatabase source = server.createDatabase();
                TestDatabase other = server.createDatabase()) {
            SampleDatabase.load(source);
            SampleDatabase.load(other);
            ExportRecording recording = record(source, format);
            Map<TableName, String> exported = Loading.digests(recording, source);
            // The binary form of an array names the type of its elements by its OID, which before PostgreSQL 14 had to
            // be the same where it is loaded.
            TestDatabase target = format == CopyFormat.BINARY && server.version() < 14 ? source : other;
            target.execute("TRUNCATE "
                    + recording.rows().keySet().stream().map(Loading::sqlName).collect(Collectors.joining(", ")));

            Loading.load(recording, format, target);

            assertThat(recording.rows()).hasSizeGreaterThan(30);
            assertThat(Loading.digests(recording, target)).isEqualTo(exported);
        }
    }

    @EveryPostgres
    void largeObjectsComeBack(PostgresServer server) throws Exception {
        for (CopyFormat format : CopyFormat.values()) {
            try (TestDatabase source = server.createDatabase()) {
                SampleDatabase.load(source);
                ExportRecording recording = record(source, format);
                source.execute("CREATE TABLE loaded (oid oid, \"offset\" bigint, bytes bytea)");

                Loading.load(
                        recording,
                        ObjectName.of("large_objects", "00001." + format.extension()),
                        "COPY loaded FROM STDIN (" + format.options() + ")",
                        source);

                assertThat(source.query("SELECT oid || md5(string_agg(bytes, '' ORDER BY \"offset\")) FROM loaded"
                                + " GROUP BY oid ORDER BY oid"))
                        .hasSize(3)
                        .isEqualTo(source.query(
                                "SELECT oid || md5(lo_get(oid)) FROM pg_largeobject_metadata ORDER BY oid"));
            }
        }
    }

    @EveryPostgres
    void valuesOfSequencesComeBack(PostgresServer server) throws Exception {
        try (TestDatabase source = server.createDatabase()) {
            SampleDatabase.load(source);
            ExportRecording recording = record(source, CopyFormat.BINARY);
            source.execute("CREATE TABLE loaded (schema text, name text, last_value bigint, is_called boolean)");

            Loading.load(
                    recording,
                    ObjectName.of("sequences", "values.csv"),
                    "COPY loaded FROM STDIN (FORMAT csv, HEADER true)",
                    source);

            assertThat(source.query("SELECT name || ' ' || last_value || ' ' || is_called FROM loaded ORDER BY name"))
                    .containsExactly(
                            "Called 10 true",
                            "composed_id_seq 3 true",
                            "generated_id_seq -243 true",
                            "never_called 5 false");
        }
    }

    @EveryPostgres
    void rowsThatBelongToNoTableOfTheirOwnAreLeftToTheirTables(PostgresServer server) throws Exception {
        try (TestDatabase source = server.createDatabase()) {
            SampleDatabase.load(source);
            ExportRecording recording = record(source, CopyFormat.TEXT);

            assertThat(recording.rows())
                    .containsEntry(new TableName("public", "vehicles"), 2L)
                    .containsEntry(new TableName("public", "cars"), 1L)
                    .containsEntry(new TableName("public", "columnless"), 3L)
                    .doesNotContainKey(new TableName("public", "events"))
                    .doesNotContainKey(new TableName("public", "wheels_now"));
        }
    }

    private static ExportRecording record(TestDatabase source, CopyFormat format) throws Exception {
        try (Export export =
                CopyExports.dataOnly().format(format).partSize(1 << 20).open(source)) {
            return ExportRecording.of(export);
        }
    }
}
