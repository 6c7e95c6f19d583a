package dev.pgexport.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgexport.cli.CommandLineHarness;
import dev.pgexport.cli.CommandLineHarness.Outcome;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.rds.RdsExtension;
import dev.pgexport.testkit.rds.RdsServer;
import dev.pgexport.testkit.rds.RdsSource;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Capability;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every strategy that there is, compared on S3, where one of them has another service write. */
@EveryS3Server(needs = S3Capability.POLICIES)
@ExtendWith({PostgresExtension.class, RdsExtension.class})
class SnapshotStrategyEndToEndTest {
    private final RdsServer rds;
    private final Path folder;
    private final Map<String, String> credentials;
    private TestDatabase database;

    SnapshotStrategyEndToEndTest(RdsServer rds, @TempDir Path folder) {
        this.rds = rds;
        this.folder = folder;
        credentials = Map.of(
                "aws.accessKeyId",
                rds.s3().accessKeyId(),
                "aws.secretAccessKey",
                rds.s3().secretAccessKey());
        credentials.forEach(System::setProperty);
    }

    @BeforeEach
    void database(PostgresServers servers) {
        database = servers.version(15).createDatabase();
        database.execute(
                "CREATE TABLE moves (id bigserial PRIMARY KEY, price numeric(12,2), at timestamptz, raw bytea, tags text[],"
                        + " document jsonb, note text)",
                "INSERT INTO moves (price, at, raw, tags, document, note) SELECT i / 100.0, timestamptz '2026-01-01' + i *"
                        + " interval '1.000001 s', decode(md5(i::text), 'hex'), ARRAY[i::text, NULL], jsonb_build_object('i', i),"
                        + " CASE WHEN i % 3 > 0 THEN 'move ' || i END FROM generate_series(1, 5000) i",
                "CREATE TABLE totals AS SELECT 5000 AS moves");
        rds.add(RdsSource.instance("app", database));
    }

    @AfterEach
    void close() {
        database.close();
        credentials.keySet().forEach(System::clearProperty);
    }

    @Test
    void allThreeAreTheSameAndWhatEachTookIsReported() throws Exception {
        Outcome outcome = new CommandLineHarness(folder)
                .run(
                        "compare",
                        "--strategies",
                        "copy,pgdump,snapshot",
                        "--from",
                        database.uri().toString(),
                        "--to",
                        "s3://" + rds.s3().newBucket() + "/exports",
                        "--aws-endpoint",
                        rds.s3().endpoint().toString(),
                        "--aws-region",
                        rds.region(),
                        "--snapshot-endpoint",
                        rds.endpoint().toString(),
                        "--snapshot-instance",
                        "app",
                        "--snapshot-role-arn",
                        rds.exportRole(),
                        "--snapshot-kms-key",
                        rds.kmsKey(),
                        "--snapshot-poll-interval",
                        "100ms",
                        "--report",
                        "report.json",
                        "--report",
                        "report.html",
                        "--report",
                        "report.md",
                        "--report",
                        "report.xml");

        assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
        assertThat(outcome.out())
                .containsPattern("EACH EXPORT TOOK +copy +pgdump +snapshot")
                .contains("same: 2 tables in");
        JsonNode report =
                new ObjectMapper().readTree(folder.resolve("report.json").toFile());
        assertThat(report.path("same").asBoolean()).isTrue();
        assertThat(report.at("/tables/0/rows").asLong()).isEqualTo(5000);
        List<String> strategies = List.of("copy", "pgdump", "snapshot");
        for (int side = 0; side < strategies.size(); side++) {
            JsonNode made = report.at("/sides/" + side);
            JsonNode statistics = made.path("statistics");
            assertThat(made.path("strategy").asText()).isEqualTo(strategies.get(side));
            assertThat(statistics.path("bytes").asLong()).isPositive();
            assertThat(statistics.path("storageRequests").asLong())
                    .as("requests of " + strategies.get(side))
                    .isBetween(3L, 500L);
            assertThat(statistics.has("timeToFirstByte"))
                    .as("bytes of snapshot do not pass through here")
                    .isEqualTo(side < 2);
        }
        for (String form : List.of("html", "md", "xml")) {
            assertThat(folder.resolve("report." + form)).content().contains("snapshot", "moves");
        }
    }
}
