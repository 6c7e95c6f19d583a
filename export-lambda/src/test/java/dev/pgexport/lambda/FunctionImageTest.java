package dev.pgexport.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.lambda.RuntimeApi.Answer;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Kind;
import dev.pgexport.testkit.s3.S3Server;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The image as a function, under the constraints that Lambda has. */
@EveryS3Server(kinds = S3Kind.LOCALSTACK)
@RequiresContainerImage
@ExtendWith(PostgresExtension.class)
class FunctionImageTest {
    private final S3Server server;
    private final String bucket;
    private RuntimeApi api;
    private FunctionContainer function;
    private TestDatabase database;

    FunctionImageTest(S3Server server) {
        this.server = server;
        bucket = server.newBucket();
    }

    @BeforeEach
    void start(PostgresServers servers, @TempDir Path folder) throws IOException {
        database = servers.version(17).createDatabase();
        database.execute(
                "CREATE TABLE moves AS SELECT i AS id, md5(i::text) AS note FROM generate_series(1, 100000) i");
        api = new RuntimeApi();
        function = FunctionContainer.start(
                api,
                folder,
                Map.of(
                        "AWS_ACCESS_KEY_ID", server.accessKeyId(),
                        "AWS_SECRET_ACCESS_KEY", server.secretAccessKey(),
                        "AWS_REGION", server.region(),
                        "PGEXPORT_AWS_ENDPOINT", server.endpoint().toString(),
                        "PGEXPORT_FROM", database.uri().toString(),
                        "PGEXPORT_TO", "s3://" + bucket + "/exports",
                        "PGEXPORT_LAMBDA_MARGIN", "5s"));
    }

    @AfterEach
    void stop() {
        function.close();
        api.close();
        database.close();
    }

    private Answer invoke(String event, Duration time) throws Exception {
        return api.invoke(event, time).get(2, TimeUnit.MINUTES);
    }

    @Test
    void oneProcessMakesExportsOfEachStrategyThatReads() throws Exception {
        for (String settings : new String[] {
            "\"strategy\": \"copy\"",
            "\"strategy\": \"pgdump\"",
            "\"strategy\": \"pgdump\", \"pgdump.mode\": \"staged\"",
            "\"strategy\": \"copy\", \"compression\": \"lz4\""
        }) {
            Answer made = invoke("{" + settings + "}", Duration.ofMinutes(15));

            assertThat(made.errorType())
                    .as("%s %s", made.body(), function.log())
                    .isEmpty();
            assertThat(made.body().get("rows").asLong()).isEqualTo(100_000);
        }
        assertThat(function.log()).doesNotContain("WARNING");
        System.out.println("in the image: " + function.peakMiB() + " MiB at most");
    }

    @Test
    void anExportThatDoesNotFitLeavesNothing() throws Exception {
        database.execute("CREATE TABLE services (id int)");
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE services IN ACCESS EXCLUSIVE MODE");

            Answer stopped = invoke("{\"id\": \"nightly\"}", Duration.ofSeconds(15));

            assertThat(stopped.errorType()).as(function.log()).contains("dev.pgexport.lambda.ExportFailure$DidNotFit");
            assertThat(server.client()
                            .listObjectsV2(request -> request.bucket(bucket).prefix("exports/nightly"))
                            .contents())
                    .isEmpty();
            assertThat(server.client()
                            .listMultipartUploads(request -> request.bucket(bucket))
                            .uploads())
                    .isEmpty();
        }
    }
}
