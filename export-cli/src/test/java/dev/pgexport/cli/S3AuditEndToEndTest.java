package dev.pgexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.cli.CommandLineHarness.Outcome;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Server;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** Audit records in S3. */
@EveryS3Server
@ExtendWith(PostgresExtension.class)
class S3AuditEndToEndTest {
    @TempDir
    Path folder;

    private final S3Server server;
    private final String bucket;
    private final Map<String, String> credentials;

    S3AuditEndToEndTest(S3Server server) {
        this.server = server;
        bucket = server.newBucket();
        credentials = Map.of("aws.accessKeyId", server.accessKeyId(), "aws.secretAccessKey", server.secretAccessKey());
    }

    @BeforeEach
    void authenticate() {
        credentials.forEach(System::setProperty);
    }

    @AfterEach
    void forgetCredentials() {
        credentials.keySet().forEach(System::clearProperty);
    }

    private Outcome run(String... arguments) {
        return new CommandLineHarness(folder)
                .run(Stream.concat(
                                Stream.of(arguments),
                                Stream.of("--aws-endpoint", server.endpoint().toString()))
                        .toArray(String[]::new));
    }

    @Test
    void aManifestThatWasReplacedIsFound(TestDatabase database) {
        database.execute("CREATE TABLE moves AS SELECT i AS id FROM generate_series(1, 1000) i");
        String to = "s3://" + bucket + "/exports";
        Outcome made =
                run("run", "--from", database.uri().toString(), "--to", to, "--id", "nightly", "--audit", "--quiet");
        Outcome good = run("list", "--audit", to);

        server.client()
                .putObject(
                        request -> request.bucket(bucket).key("exports/nightly/manifest.json"),
                        RequestBody.fromString("{}"));
        Outcome bad = run("list", "--audit", to);

        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(good.exitCode()).as(good.err()).isZero();
        assertThat(good.out()).containsPattern("nightly +completed +copy .* matches");
        assertThat(bad.exitCode()).isEqualTo(1);
        assertThat(bad.out()).contains("CHANGED");
    }
}
