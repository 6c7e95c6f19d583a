package dev.pgexport.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** What the SDK makes of real answers, and what that means. */
class AwsFailureTest {
    private static final Map<String, String> CREDENTIALS =
            Map.of("aws.accessKeyId", "AKIDTEST", "aws.secretAccessKey", "not-a-secret");

    @BeforeEach
    void haveCredentials() {
        CREDENTIALS.forEach(System::setProperty);
    }

    @AfterEach
    void forgetCredentials() {
        CREDENTIALS.keySet().forEach(System::clearProperty);
    }

    private static ExportException failure(URI endpoint, Consumer<S3Client> request) {
        AwsSettings settings = new AwsSettings(
                Optional.of("eu-central-1"),
                Optional.empty(),
                Optional.of(endpoint),
                Optional.of(true),
                Integrity.WHEN_SUPPORTED,
                3,
                Duration.ofSeconds(5));
        try (AwsClients clients = AwsClients.open(settings);
                S3Client s3 = clients.configure(S3Client.builder())
                        .forcePathStyle(true)
                        .build()) {
            SdkException thrown = catchThrowableOfType(SdkException.class, () -> request.accept(s3));
            return AwsFailure.of(thrown, "list s3://bucket/exports");
        }
    }

    private static void list(S3Client s3) {
        s3.listObjectsV2(request -> request.bucket("bucket").prefix("exports/"));
    }

    private static void head(S3Client s3) {
        s3.headObject(request -> request.bucket("bucket").key("exports/a"));
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied, PERMISSION, 1",
        "403, InvalidAccessKeyId, PERMISSION, 1",
        "403, SignatureDoesNotMatch, PERMISSION, 1",
        "400, ExpiredToken, PERMISSION, 1",
        "400, InvalidToken, PERMISSION, 1",
        "404, NoSuchBucket, CONFIGURATION, 1",
        "400, AuthorizationHeaderMalformed, CONFIGURATION, 1",
        "400, KMS.NotFoundException, CONFIGURATION, 1",
        "400, KMS.DisabledException, CONFIGURATION, 1",
        "501, NotImplemented, CONFIGURATION, 1",
        "412, PreconditionFailed, CONFLICT, 1",
        "409, ConditionalRequestConflict, CONFLICT, 1",
        "400, BadDigest, INTEGRITY, 1",
        "500, InternalError, UNAVAILABLE, 3",
        "503, SlowDown, UNAVAILABLE, 3",
        "400, RequestTimeout, UNAVAILABLE, 3",
        "404, NoSuchUpload, UNAVAILABLE, 1",
        "429, Unknown, UNAVAILABLE, 3",
        "400, InvalidRequest, CONFIGURATION, 1",
    })
    void theCodeOfAnAnswerSaysWhatItMeansAndTheSdkAloneTriesAgain(int status, String code, Kind kind, int requests)
            throws Exception {
        try (ScriptedServer server = ScriptedServer.refusing(status, code, "The server says so.")) {
            ExportException failure = failure(server.endpoint(), AwsFailureTest::list);

            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure.advice()).isPresent();
            assertThat(failure)
                    .hasMessageStartingWith("cannot list s3://bucket/exports: The server says so.")
                    .hasMessageContaining(code)
                    .hasMessageContaining("status " + status)
                    .hasMessageContaining("REQUEST7");
            assertThat(server.requests()).isEqualTo(requests);
        }
    }

    @ParameterizedTest
    @CsvSource({"403, PERMISSION, Forbidden", "404, CONFIGURATION, NoSuchKey", "503, UNAVAILABLE, status 503"})
    void theAnswerToAHeadHasOnlyItsStatus(int status, Kind kind, String said) throws Exception {
        try (ScriptedServer server = new ScriptedServer(status, Map.of("x-amz-request-id", "REQUEST8"), "")) {
            ExportException failure = failure(server.endpoint(), AwsFailureTest::head);

            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure).hasMessageContaining(said).hasMessageContaining("REQUEST8");
        }
    }

    @Test
    void aBucketOfAnotherRegionIsNamedWithItsRegion() throws Exception {
        String body = "<Error><Code>PermanentRedirect</Code><Message>Use the right endpoint.</Message></Error>";
        try (ScriptedServer server = new ScriptedServer(301, Map.of("x-amz-bucket-region", "us-gov-west-1"), body)) {
            ExportException failure = failure(server.endpoint(), AwsFailureTest::list);

            assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
            assertThat(failure.advice()).contains("give --aws-region us-gov-west-1");
        }
    }

    @Test
    void aMissingRightOnAKeyIsTold() throws Exception {
        String message = "User is not authorized to perform: kms:GenerateDataKey on this resource";
        try (ScriptedServer server = ScriptedServer.refusing(403, "AccessDenied", message)) {
            ExportException failure = failure(server.endpoint(), AwsFailureTest::list);

            assertThat(failure.kind()).isEqualTo(Kind.PERMISSION);
            assertThat(failure.advice().orElseThrow()).contains("kms:GenerateDataKey");
        }
    }

    @Test
    void aServerThatIsNotThereIsUnavailable() throws Exception {
        URI nowhere;
        try (ScriptedServer server = new ScriptedServer(200, Map.of(), "")) {
            nowhere = server.endpoint();
        }

        ExportException failure = failure(nowhere, AwsFailureTest::list);

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure).hasMessageContaining("refused");
    }

    @Test
    void anUnknownHostIsNamed() {
        ExportException failure = failure(URI.create("http://no-such-host.invalid"), AwsFailureTest::list);

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure).hasMessageContaining("unknown host no-such-host.invalid");
    }

    @Test
    void withoutCredentialsOneLineSaysSo() {
        forgetCredentials();
        Map<String, String> none = Map.of(
                "aws.disableEc2Metadata", "true", "aws.configFile", "/none", "aws.sharedCredentialsFile", "/none");
        none.forEach(System::setProperty);
        try {
            ExportException failure = failure(URI.create("http://127.0.0.1:1"), AwsFailureTest::list);

            assertThat(failure.kind()).isEqualTo(Kind.PERMISSION);
            assertThat(failure).hasMessage("cannot list s3://bucket/exports: there are no credentials");
            assertThat(failure.advice().orElseThrow()).contains("AWS_ACCESS_KEY_ID");
        } finally {
            none.keySet().forEach(System::clearProperty);
        }
    }

    @Test
    void aProfileThatDoesNotExistIsAMatterOfPermission() throws Exception {
        AwsSettings settings = new AwsSettings(
                Optional.of("eu-central-1"),
                Optional.of("no-such-profile"),
                Optional.of(URI.create("http://127.0.0.1:1")),
                Optional.empty(),
                Integrity.WHEN_SUPPORTED,
                1,
                Duration.ofSeconds(5));
        try (AwsClients clients = AwsClients.open(settings);
                S3Client s3 = clients.configure(S3Client.builder()).build()) {
            assertThatThrownBy(() -> list(s3))
                    .isInstanceOfSatisfying(
                            SdkException.class,
                            thrown -> assertThat(AwsFailure.of(thrown, "list").kind())
                                    .isEqualTo(Kind.PERMISSION));
        }
    }
}
