package dev.pgexport.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.Finding;
import dev.pgexport.api.Sink;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.engine.settings.SettingsBinder;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Capability;
import dev.pgexport.testkit.s3.S3Credentials;
import dev.pgexport.testkit.s3.S3Server;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.SdkGlobalTime;
import software.amazon.awssdk.core.sync.RequestBody;

/** What is wrong for good is told at once, and says what to do. */
@Timeout(10)
class RefusalTest {
    private static final ExportId ID = new ExportId("nightly");

    private static void refuses(Map<String, String> settings, URI location, Kind kind, String said) {
        S3Settings bound = SettingsBinder.bind(S3Settings.class, settings);
        try (Sink sink = new S3SinkPlugin().open(bound, location)) {
            assertThatThrownBy(() -> sink.claim(ID))
                    .isInstanceOfSatisfying(ExportException.class, failure -> {
                        assertThat(failure.kind()).isEqualTo(kind);
                        assertThat(failure.advice()).isPresent();
                    })
                    .hasMessageContaining(location.getAuthority())
                    .hasMessageContaining(said);
        }
        assertThat(new S3SinkPlugin().diagnose(bound, location))
                .extracting(Finding::status)
                .contains(Finding.Status.FAILURE);
    }

    @EveryS3Server
    void aBucketThatDoesNotExist(S3Server server) {
        refuses(
                Profiles.owner(server),
                URI.create("s3://" + server.newBucketName() + "/exports/"),
                Kind.CONFIGURATION,
                "NoSuchBucket");
    }

    @EveryS3Server(needs = S3Capability.SIGNATURES)
    void aWrongSecret(S3Server server) {
        S3Credentials wrong = new S3Credentials(server.accessKeyId(), "wrong-secret", Optional.empty());

        refuses(
                Profiles.of(server, wrong),
                S3Bucket.on(server).location("exports/"),
                Kind.PERMISSION,
                "SignatureDoesNotMatch");
    }

    @EveryS3Server(needs = S3Capability.SIGNATURES)
    void anUnknownAccessKey(S3Server server) {
        S3Credentials unknown = new S3Credentials("AKIDUNKNOWN", "wrong-secret", Optional.empty());

        refuses(
                Profiles.of(server, unknown),
                S3Bucket.on(server).location("exports/"),
                Kind.PERMISSION,
                "InvalidAccessKeyId");
    }

    @EveryS3Server(needs = S3Capability.REGIONS)
    void anotherRegion(S3Server server) {
        Map<String, String> settings = Profiles.owner(server);
        settings.put("aws.region", "eu-central-1");

        refuses(settings, S3Bucket.on(server).location("exports/"), Kind.CONFIGURATION, "us-east-1");
    }

    /** The answer to a HEAD has no body, and its status is 400: whoever has to act needs to know more. */
    @Test
    void credentialsThatHaveExpired() throws Exception {
        byte[] body = "<Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>"
                .getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(400, head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
        Map<String, String> settings = Map.of(
                "aws.endpoint",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "aws.profile",
                Profiles.named(new S3Credentials("AKIDEXPIRED", "secret", Optional.of("token"))));
        try (Sink sink = new S3SinkPlugin()
                .open(SettingsBinder.bind(S3Settings.class, settings), URI.create("s3://bucket/exports/"))) {
            assertThatThrownBy(() -> sink.find(ID.resolve(Manifest.NAME)))
                    .isInstanceOfSatisfying(
                            ExportException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Kind.PERMISSION))
                    .hasMessageContaining("s3://bucket/exports/nightly/manifest.json")
                    .hasMessageContaining("ExpiredToken");
        } finally {
            server.stop(0);
        }
    }

    /** The SDK learns the server's time from its refusal: nobody has to set a clock for an export. */
    @EveryS3Server(needs = S3Capability.CLOCK)
    void aClockThatIsAnHourWrongIsNoReasonToFail(S3Server server) throws Exception {
        S3Settings bound = SettingsBinder.bind(S3Settings.class, Profiles.owner(server));
        S3Bucket bucket = S3Bucket.on(server);
        SdkGlobalTime.setGlobalTimeOffset(3600);
        try (Sink sink = new S3SinkPlugin().open(bound, bucket.location("exports/"))) {
            sink.claim(ID).close();
            sink.put(ID.resolve(Manifest.NAME), out -> out.write('{'));
        } finally {
            SdkGlobalTime.setGlobalTimeOffset(0);
        }

        assertThat(bucket.keys()).containsExactly("exports/nightly/manifest.json");
    }

    @EveryS3Server
    void anIdUnderWhichSomethingElseLies(S3Server server) {
        S3Bucket bucket = S3Bucket.on(server);
        bucket.client()
                .putObject(
                        request -> request.bucket(bucket.name()).key("exports/nightly/somebody's.txt"),
                        RequestBody.fromString("mine"));

        S3Settings bound = SettingsBinder.bind(S3Settings.class, Profiles.owner(server));
        try (Sink sink = new S3SinkPlugin().open(bound, bucket.location("exports/"))) {
            assertThatThrownBy(() -> sink.claim(ID))
                    .isInstanceOfSatisfying(
                            ExportException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Kind.CONFLICT))
                    .hasMessageContaining("is not an export");
        }
        assertThat(bucket.keys()).containsExactly("exports/nightly/somebody's.txt");
    }
}
