package dev.pgexport.cli.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgexport.cli.image.ContainerImage.Outcome;
import dev.pgexport.cli.image.ContainerImage.Running;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Kind;
import dev.pgexport.testkit.s3.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the schedule of the Terraform module hands over, read by the container as Fargate would start it. The input is a file
 * that a test of the module compares with its plan.
 */
@EveryS3Server(kinds = S3Kind.LOCALSTACK)
@RequiresContainerImage
class ScheduledTaskTest {
    private static final String NOON = "2026-11-21T12:00:00Z";
    private static final String MIDNIGHT = "2026-11-22T00:00:00Z";
    private static final String[] COMMAND = {"run", "--json"};

    private final S3Server s3;
    private PostgresServer server;
    private TestDatabase database;
    private String bucket;
    private ContainerImage task;

    ScheduledTaskTest(S3Server s3) {
        this.s3 = s3;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** What is in the task definition, with other addresses; see settings.tf. */
    @BeforeEach
    void define(@TempDir Path folder) {
        bucket = s3.newBucket();
        // Of its own: whatever writes to another database of the server is a change.
        server = PostgresServer.start(17, Map.of("autovacuum", "off"), List.of());
        database = server.createDatabase();
        database.execute("CREATE TABLE moves AS SELECT i AS id, md5(i::text) AS note FROM generate_series(1, 10000) i");
        task = new ContainerImage(
                ContainerImage.TAG,
                folder,
                Map.ofEntries(
                        Map.entry("PGEXPORT_STRATEGY", "copy"),
                        Map.entry("PGEXPORT_TO", "s3://" + bucket + "/exports/"),
                        Map.entry("PGEXPORT_LOG_FORMAT", "json"),
                        Map.entry("PGEXPORT_AWS_REGION", s3.region()),
                        Map.entry("PGEXPORT_SCRATCH", "/scratch"),
                        Map.entry("TMPDIR", "/scratch"),
                        Map.entry("PGHOST", "127.0.0.1"),
                        Map.entry("PGPORT", Integer.toString(server.port())),
                        Map.entry("PGDATABASE", database.name()),
                        Map.entry("PGUSER", PostgresServer.SUPERUSER),
                        Map.entry("PGSSLMODE", "disable"),
                        Map.entry("PGEXPORT_AWS_ENDPOINT", s3.endpoint().toString()),
                        Map.entry("AWS_ACCESS_KEY_ID", s3.accessKeyId()),
                        Map.entry("AWS_SECRET_ACCESS_KEY", s3.secretAccessKey())),
                List.of());
    }

    /** Start the task as EventBridge Scheduler and ECS do: the time put in for its word, the variables over those there are. */
    private ContainerImage scheduled(String input, String time) {
        Map<String, String> environment = new HashMap<>(task.environment());
        try {
            JsonNode overrides = new ObjectMapper()
                    .readTree(Files.readString(Path.of("../terraform/modules/scheduled-export/tests", input))
                            .replace("<aws.scheduler.scheduled-time>", time))
                    .path("containerOverrides");
            assertThat(overrides).hasSize(1);
            overrides
                    .get(0)
                    .path("environment")
                    .forEach(variable -> environment.put(
                            variable.path("name").textValue(),
                            variable.path("value").textValue()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new ContainerImage(task.tag(), task.folder(), environment, task.options());
    }

    private Outcome run(String input, String time) {
        return scheduled(input, time).run(COMMAND);
    }

    /** What the bucket holds, as S3 tells it apart: a new version of an object has another ETag or another time. */
    private Map<String, String> objects() {
        Map<String, String> objects = new TreeMap<>();
        s3.client()
                .listObjectsV2Paginator(request -> request.bucket(bucket))
                .contents()
                .forEach(object -> objects.put(object.key(), object.eTag() + " " + object.lastModified()));
        return objects;
    }

    private void assertVerified(String id) {
        Outcome verified = task.run("verify", "--deep", "--to", "s3://" + bucket + "/exports/", "--id", id);
        assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
        assertThat(verified.out()).contains("10,000 rows");
    }

    @Test
    void aSecondStartDoesNothing() {
        Outcome first = run("schedule_input.json", NOON);
        Map<String, String> made = objects();

        Outcome second = run("schedule_input.json", NOON);

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).contains("\"id\":\"app-20261121T120000Z\"", "\"madeBefore\":false");
        assertThat(made).containsKey("exports/app-20261121T120000Z/manifest.json");
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(second.out()).contains("\"id\":\"app-20261121T120000Z\"", "\"madeBefore\":true");
        assertThat(objects()).isEqualTo(made);
        assertVerified("app-20261121T120000Z");
    }

    @Test
    void theNextStartMakesTheNextExport() {
        run("schedule_input.json", NOON);

        Outcome next = run("schedule_input.json", MIDNIGHT);

        assertThat(next.out()).contains("\"id\":\"app-20261122T000000Z\"", "\"madeBefore\":false");
        assertVerified("app-20261122T000000Z");
    }

    @Test
    void aStartDoesNothingWhileAnotherIsAtWork() throws Exception {
        Running first;
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN; LOCK TABLE moves");
            first = scheduled("schedule_input.json", NOON).start(COMMAND);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> database.number("SELECT count(*) FROM pg_locks WHERE relation = 'moves'::regclass"
                                    + " AND NOT granted")
                            == 1);

            Map<String, String> before = keysWithoutTimes();
            Outcome doubled = run("schedule_input.json", NOON);
            Outcome overlapping = run("schedule_input.json", MIDNIGHT);

            assertThat(doubled.exitCode()).as(doubled.err()).isZero();
            assertThat(doubled.out()).contains("\"skipped\":").doesNotContain("\"export\":");
            assertThat(overlapping.exitCode()).as(overlapping.err()).isZero();
            assertThat(overlapping.out()).contains("\"skipped\":").doesNotContain("\"export\":");
            assertThat(keysWithoutTimes()).isEqualTo(before);
            statement.execute("ROLLBACK");
        }
        Outcome made = first.outcome();

        assertThat(made.exitCode()).as(made.err()).isZero();
        assertVerified("app-20261121T120000Z");
        assertThat(objects()).noneSatisfy((key, value) -> assertThat(key).contains("20261122"));
    }

    /** The first run renews its claim meanwhile. */
    private Map<String, String> keysWithoutTimes() {
        Map<String, String> keys = new TreeMap<>();
        objects().keySet().forEach(key -> keys.put(key, ""));
        return keys;
    }

    @Test
    void anUnchangedDatabaseIsNotExportedAgain() {
        Outcome first = run("schedule_input_skip_unchanged.json", NOON);
        Map<String, String> made = objects();

        Outcome unchanged = run("schedule_input_skip_unchanged.json", MIDNIGHT);
        Map<String, String> left = objects();
        database.execute("UPDATE moves SET note = 'changed' WHERE id = 1");
        Outcome changed = run("schedule_input_skip_unchanged.json", "2026-11-22T12:00:00Z");

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(unchanged.exitCode()).as(unchanged.err()).isZero();
        assertThat(unchanged.out()).contains("\"id\":\"app-20261121T120000Z\"", "\"unchanged\":true");
        assertThat(left).isEqualTo(made);
        assertThat(changed.exitCode()).as(changed.err()).isZero();
        assertThat(changed.out()).contains("\"id\":\"app-20261122T120000Z\"", "\"unchanged\":false");
        assertVerified("app-20261122T120000Z");
    }
}
