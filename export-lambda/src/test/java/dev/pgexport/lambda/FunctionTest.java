package dev.pgexport.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgexport.lambda.RuntimeApi.Answer;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** The function, from the event to the answer, as Lambda's runtime interface sees it. */
@EveryS3Server(kinds = {S3Kind.LOCALSTACK, S3Kind.LIGHT})
@ExtendWith(PostgresExtension.class)
class FunctionTest {
    private static final Duration LONG = Duration.ofMinutes(15);

    private final S3Server server;
    private final String bucket;
    private RuntimeApi api;
    private FunctionProcess function;
    private TestDatabase database;

    FunctionTest(S3Server server) {
        this.server = server;
        bucket = server.newBucket();
    }

    @BeforeEach
    void start(PostgresServers servers, @TempDir Path folder) throws IOException {
        // Of a version that the pg_dump of any distribution in use can dump.
        database = servers.version(14).createDatabase();
        database.execute("CREATE TABLE moves AS SELECT i AS id, md5(i::text) AS note FROM generate_series(1, 1000) i");
        api = new RuntimeApi();
        function = FunctionProcess.start(
                api,
                folder,
                Map.of(
                        "AWS_ACCESS_KEY_ID", server.accessKeyId(),
                        "AWS_SECRET_ACCESS_KEY", server.secretAccessKey(),
                        "AWS_REGION", server.region(),
                        "PGEXPORT_AWS_ENDPOINT", server.endpoint().toString(),
                        "PGEXPORT_FROM", database.uri().toString(),
                        "PGEXPORT_TO", "s3://" + bucket + "/exports",
                        "PGEXPORT_LAMBDA_MARGIN", "2s"));
    }

    @AfterEach
    void stop() {
        function.close();
        api.close();
        database.close();
    }

    private Answer invoke(String event) throws Exception {
        return invoke(event, LONG);
    }

    private Answer invoke(String event, Duration time) throws Exception {
        return api.invoke(event, time).get(2, TimeUnit.MINUTES);
    }

    private List<String> keys() {
        return server
                .client()
                .listObjectsV2Paginator(request -> request.bucket(bucket).prefix("exports/nightly"))
                .contents()
                .stream()
                .map(object -> object.key())
                .toList();
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(keys()).isEmpty();
        assertThat(server.client()
                        .listMultipartUploads(request -> request.bucket(bucket))
                        .uploads())
                .isEmpty();
        assertThat(temporaryFiles()).isEmpty();
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(database.number("SELECT count(*) FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND application_name = 'pgexport'"))
                        .isZero());
    }

    private List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.walk(function.temporary())) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void theScheduledEventMakesAnExportOnceAndAnswersAsRunDoes() throws Exception {
        String event = "{\"id\": \"nightly-2026-11-21T03:00:00Z\", \"copy\": {\"format\": \"binary\"}, \"jobs\": 2,"
                + " \"table\": [\"moves\", \"service*\"]}";

        Answer made = invoke(event);
        Answer again = invoke(event);

        assertThat(made.errorType()).as("%s", made.body()).isEmpty();
        assertThat(made.body().get("export").asText())
                .isEqualTo("s3://" + bucket + "/exports/nightly-20261121T030000Z");
        assertThat(made.body().get("rows").asLong()).isEqualTo(1000);
        assertThat(made.body().get("madeBefore").asBoolean()).isFalse();
        assertThat(again.body().get("madeBefore").asBoolean()).isTrue();
        assertThat(keys()).anyMatch(key -> key.endsWith("/manifest.json"));
        assertThat(function.log()).contains("\"export\":\"s3://" + bucket);
    }

    @Test
    void anEventThatComesWhileAnotherRunIsAtWorkIsAnsweredWithoutAnExport() throws Exception {
        server.client()
                .putObject(
                        request -> request.bucket(bucket).key("exports/.pgexport/nightly.claim"),
                        RequestBody.fromString("another run's".repeat(60)));

        Answer skipped = invoke("{\"id\": \"nightly\", \"when-running\": \"skip\"}");

        assertThat(skipped.errorType()).as("%s", skipped.body()).isEmpty();
        assertThat(skipped.body().get("skipped").asText()).startsWith("another run holds nightly");
        assertThat(skipped.body().has("export")).isFalse();
    }

    @Test
    void aStagedDumpUsesTheFolderThatLambdaLetsBeWritten() throws Exception {
        Answer made = invoke("{\"strategy\": \"pgdump\", \"pgdump.mode\": \"staged\", \"id\": \"nightly\"}");

        assertThat(made.errorType()).as("%s", made.body()).isEmpty();
        assertThat(temporaryFiles()).isEmpty();
    }

    @Test
    void whatIsNoSettingIsRefusedByName() throws Exception {
        Answer refused = invoke("{\"tables\": \"moves\", \"copy\": {\"fromat\": \"csv\"}, \"jobs\": [1, 2]}");

        assertThat(refused.errorType()).contains("dev.pgexport.lambda.ExportFailure$Configuration");
        assertThat(refused.body().get("errorMessage").asText())
                .contains("unknown setting tables; did you mean table?")
                .contains("unknown setting copy.fromat; did you mean copy.format?")
                .contains("the event's jobs is not a whole number");
    }

    @Test
    void aPasswordInAnEventIsRefusedAndNotRepeated() throws Exception {
        Answer refused = invoke("{\"from\": \"postgresql://reader:hunter2@db.example.com/app\"}");

        assertThat(refused.errorType()).contains("dev.pgexport.lambda.ExportFailure$Configuration");
        assertThat(refused.body().get("errorMessage").asText()).contains("from holds a password");
        assertThat(refused.body() + function.log()).doesNotContain("hunter2");
    }

    @Test
    void aFailureSaysItsKindAndWhatToDo() throws Exception {
        Answer missing = invoke("{\"id\": \"nightly\", \"table\": \"no_such_table\", \"strict-names\": true}");
        Answer unreachable = invoke("{\"id\": \"nightly\", \"from\": \"postgresql://reader@127.0.0.1:1/app\"}");
        Answer afterwards = invoke("{\"id\": \"nightly\"}");

        assertThat(missing.errorType()).contains("dev.pgexport.lambda.ExportFailure$Configuration");
        assertThat(missing.body().get("errorMessage").asText()).contains("no_such_table");
        assertThat(unreachable.errorType()).contains("dev.pgexport.lambda.ExportFailure$Unavailable");
        assertThat(afterwards.errorType()).as("%s", afterwards.body()).isEmpty();
    }

    @Test
    void anExportThatDoesNotFitIsStoppedAndLeavesNothing() throws Exception {
        database.execute("CREATE TABLE services (id int)");
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE services IN ACCESS EXCLUSIVE MODE");

            Answer stopped = invoke("{\"id\": \"nightly\"}", Duration.ofSeconds(8));

            assertThat(stopped.errorType()).contains("dev.pgexport.lambda.ExportFailure$DidNotFit");
            assertThat(stopped.body().get("errorMessage").asText())
                    .contains("the export did not fit in")
                    .contains("15 minutes")
                    .contains("use the scheduled task");
            assertNothingIsLeft();
        }
        assertThat(invoke("{\"id\": \"nightly\"}").errorType()).isEmpty();
    }

    @Test
    void aFunctionWithoutTimeForCleaningUpDoesNotBegin() throws Exception {
        Answer refused = invoke("{\"id\": \"nightly\"}", Duration.ofSeconds(1));

        assertThat(refused.errorType()).contains("dev.pgexport.lambda.ExportFailure$DidNotFit");
        assertThat(refused.body().get("errorMessage").asText()).contains("2.0 s are kept for cleaning up");
        assertThat(keys()).isEmpty();
    }

    @Test
    void twentyEventsLeaveTheProcessAsItWas() throws Exception {
        invokeTimes(5);
        long threads = function.status("Threads");
        long used = function.usedHeapKiB();
        long resident = function.status("VmRSS");

        invokeTimes(20);

        // Those of clients that were closed take a moment to end on a busy machine.
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(function.status("Threads")).isLessThanOrEqualTo(threads + 2));
        assertThat(function.usedHeapKiB()).as("KiB in use, %d before", used).isLessThan(used + 4 * 1024);
        assertThat(temporaryFiles()).isEmpty();
        System.out.printf(
                "20 events more: %d threads (%d before), %d KiB of the heap in use (%d), %d MiB resident (%d)%n",
                function.status("Threads"),
                threads,
                function.usedHeapKiB(),
                used,
                function.status("VmRSS") / 1024,
                resident / 1024);
    }

    private void invokeTimes(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            assertThat(invoke("{}").errorType()).isEmpty();
        }
    }

    @Test
    void whatIsNotJsonIsRefusedAndTheFunctionGoesOn() throws Exception {
        assertThat(invoke("[1]").errorType()).contains("dev.pgexport.lambda.ExportFailure$Configuration");
        assertThat(invoke("{\"id\": \"a\", \"id\": \"b\"}").errorType())
                .contains("dev.pgexport.lambda.ExportFailure$Configuration");

        assertThat(function.isAlive()).isTrue();
        assertThat(api.initError()).isNotDone();
    }
}
