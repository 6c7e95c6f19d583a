package dev.pgexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.cli.CommandLineHarness.Outcome;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.fault.Fault;
import dev.pgexport.testkit.fault.FaultFront;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Credentials;
import dev.pgexport.testkit.s3.S3Kind;
import dev.pgexport.testkit.s3.S3Server;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong for good ends a run at once, with the exit code that says whose matter it is, and is not asked again. */
@Timeout(10)
@EveryS3Server(kinds = S3Kind.MINIO)
@ExtendWith(PostgresExtension.class)
class S3RefusalEndToEndTest {
    /** A run that succeeds sends more; one refused request, sent five times, would be more than is sent before it, too. */
    private static final int NO_STORM = 6;

    @TempDir
    Path folder;

    private final S3Server server;
    private final String bucket;
    private final FaultFront front;
    private String from;

    S3RefusalEndToEndTest(S3Server server) {
        this.server = server;
        bucket = server.newBucket();
        front = FaultFront.s3(server.endpoint());
    }

    @BeforeEach
    void prepare(PostgresServers servers) {
        use(new S3Credentials(server.accessKeyId(), server.secretAccessKey(), Optional.empty()));
        TestDatabase database = servers.version(14).createDatabase();
        database.execute("CREATE TABLE moves (id int)", "INSERT INTO moves VALUES (1)");
        from = database.uri().toString();
    }

    @AfterEach
    void close() {
        List.of("aws.accessKeyId", "aws.secretAccessKey", "aws.sessionToken").forEach(System::clearProperty);
        front.close();
    }

    private static void use(S3Credentials credentials) {
        Map.of("aws.accessKeyId", credentials.accessKeyId(), "aws.secretAccessKey", credentials.secretAccessKey())
                .forEach(System::setProperty);
        credentials.sessionToken().ifPresent(token -> System.setProperty("aws.sessionToken", token));
    }

    private Outcome export(String to, String... more) {
        List<String> all = new ArrayList<>(List.of("run", "--quiet", "--id", "nightly", "--from", from, "--to", to));
        all.addAll(List.of("--aws-endpoint", front.endpoint().toString()));
        all.addAll(List.of(more));
        return new CommandLineHarness(folder).run(all.toArray(String[]::new));
    }

    private void ends(Outcome run, int exitCode, String said) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        assertThat(run.err())
                .containsPattern("(?m)^pgexport: cannot ")
                .contains(said)
                .containsPattern("(?m)^  \\w.* .*");
        assertThat(front.requests()).hasSizeLessThanOrEqualTo(NO_STORM);
        assertThat(server.client()
                        .listObjectsV2(request -> request.bucket(bucket).prefix("exports/nightly/"))
                        .contents())
                .isEmpty();
    }

    private String location() {
        return "s3://" + bucket + "/exports";
    }

    @Test
    void aBucketThatDoesNotExist() {
        ends(export("s3://" + server.newBucketName() + "/exports"), 78, "NoSuchBucket");
    }

    @Test
    void anotherRegion() {
        ends(export(location(), "--aws-region", "eu-central-1"), 78, "--aws-region us-east-1");
    }

    @Test
    void aWrongSecret() {
        use(new S3Credentials(server.accessKeyId(), "wrong-secret", Optional.empty()));

        ends(export(location()), 77, "SignatureDoesNotMatch");
    }

    @Test
    void noRights() {
        use(server.restrictedTo("""
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Allow", "Action": ["s3:PutObject"], "Resource": "arn:aws:s3:::%s/elsewhere/*"}]}
                """.formatted(bucket)));

        ends(export(location()), 77, "AccessDenied");
    }

    @Test
    void aKeyThatKmsDoesNotKnow() {
        ends(
                export(
                        location(),
                        "--s3-sse=aws-kms",
                        "--s3-kms-key-id=arn:aws:kms:us-east-1:000000000000:key/00000000-0000-0000-0000-000000000000"),
                78,
                "perhaps correct the KMS key's id");
    }

    /** What no server here does by itself. */
    @ParameterizedTest
    @CsvSource({
        "400, ExpiredToken, 77, renew the credentials",
        "403, RequestTimeTooSkewed, 77, clock",
        "301, PermanentRedirect, 78, --aws-region"
    })
    void aRefusalOfAmazons(int status, String code, int exitCode, String advice) {
        front.inject((kind, number) -> Optional.of(Fault.error(status, code)));

        Outcome run = export(location());

        ends(run, exitCode, code);
        assertThat(run.err()).contains(advice);
    }

    @Test
    void aPrefixWithOddCharactersIsTaken() {
        Outcome made = export("s3://" + bucket + "/caf%C3%A9%20%2B%25%26%3D~'()/x");

        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(server.client()
                        .listObjectsV2(
                                request -> request.bucket(bucket).prefix("café +%&=~'()/x/nightly/manifest.json"))
                        .contents())
                .hasSize(1);
    }
}
