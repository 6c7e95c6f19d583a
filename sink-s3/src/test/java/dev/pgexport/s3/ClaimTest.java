package dev.pgexport.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Sink;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.testkit.fault.Fault;
import dev.pgexport.testkit.fault.FaultFront;
import dev.pgexport.testkit.fault.FaultSchedule;
import dev.pgexport.testkit.fault.RequestKind;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Kind;
import dev.pgexport.testkit.s3.S3Server;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

/** How a claim lives, is lost, and is not lost, through a network that fails. */
@EveryS3Server(kinds = {S3Kind.LOCALSTACK, S3Kind.MINIO})
class ClaimTest {
    private static final ExportId ID = new ExportId("nightly");
    private static final ObjectName PART = ID.resolve(ObjectName.of("data", "public.moves", "1.csv"));
    private static final ObjectName MANIFEST = ID.resolve(Manifest.NAME);
    private static final String CLAIM = "exports/.pgexport/nightly.claim";

    private final S3Bucket bucket;
    private final FaultFront front;
    private final Sink sink;
    private final Sink other;

    ClaimTest(S3Server server) {
        bucket = S3Bucket.on(server);
        front = FaultFront.s3(server.endpoint());
        sink = bucket.open("exports/", Map.of("aws.endpoint", front.endpoint().toString(), "s3.heartbeat", "1s"));
        other = bucket.open("exports/", Map.of("s3.heartbeat", "1s"));
    }

    @AfterEach
    void close() {
        sink.close();
        other.close();
        front.close();
    }

    private long heartbeats() {
        return front.requests().stream()
                .filter(request -> request.kind() == RequestKind.PUT)
                .count();
    }

    private void finishExport() throws Exception {
        sink.put(PART, out -> out.write(1));
        sink.create(MANIFEST, out -> out.write('{'));
    }

    @Test
    void aClaimIsRenewedLongerThanItIsGoodFor() throws Exception {
        try (Sink.Claim claim = sink.claim(ID)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> heartbeats() > 8);

            assertThatThrownBy(() -> other.claim(ID))
                    .as("while %s lives", claim)
                    .isInstanceOfSatisfying(
                            ExportException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Kind.BUSY));
            assertThat(other.leftovers()).isEmpty();
        }
        assertThat(bucket.everything()).isEmpty();
    }

    @Test
    void theLostAnswerOfAClaimIsRecognisedAsSuccess() throws Exception {
        front.inject(FaultSchedule.at(RequestKind.PUT, 1, Fault.loseAnswer()));

        try (Sink.Claim claim = sink.claim(ID)) {
            assertThat(claim).isNotNull();
            finishExport();
        }

        assertThat(bucket.keys()).containsExactly("exports/" + PART, "exports/" + MANIFEST);
    }

    @Test
    void theLostAnswerOfAHeartbeatDoesNotLoseTheClaim() throws Exception {
        front.inject(FaultSchedule.at(RequestKind.PUT, 2, Fault.loseAnswer()));

        try (Sink.Claim claim = sink.claim(ID)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> heartbeats() > 4);
            assertThat(claim).isNotNull();
            finishExport();
        }

        assertThat(bucket.keys()).containsExactly("exports/" + PART, "exports/" + MANIFEST);
    }

    @Test
    void aClaimOutlivesAServerThatFailsForAWhile() throws Exception {
        front.inject(FaultSchedule.at(RequestKind.PUT, 2, Fault.internalError())
                .and(FaultSchedule.at(RequestKind.PUT, 3, Fault.reset()))
                .and(FaultSchedule.at(RequestKind.PUT, 4, Fault.slowDown())));

        try (Sink.Claim claim = sink.claim(ID)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> heartbeats() > 6);
            assertThat(claim).isNotNull();
            finishExport();
        }
    }

    @Test
    void aRunWhoseClaimAnotherHasTakenWritesNoManifest() throws Exception {
        try (Sink.Claim claim = sink.claim(ID)) {
            sink.put(PART, out -> out.write(1));
            bucket.client()
                    .putObject(
                            request -> request.bucket(bucket.name()).key(CLAIM),
                            RequestBody.fromString("another run's".repeat(60)));

            assertThatThrownBy(() -> sink.create(MANIFEST, out -> out.write('{')))
                    .as("after %s was lost", claim)
                    .isInstanceOfSatisfying(ExportException.class, failure -> {
                        assertThat(failure.kind()).isEqualTo(Kind.CONFLICT);
                        assertThat(failure.advice().orElseThrow()).contains("--s3-heartbeat");
                    })
                    .hasMessageContaining("another run has taken nightly");
            assertThatThrownBy(() -> sink.put(PART, out -> out.write(2)))
                    .isInstanceOfSatisfying(
                            ExportException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Kind.CONFLICT));
        }

        assertThat(bucket.keys()).containsExactly(CLAIM, "exports/" + PART);
        assertThat(bucket.client()
                        .headObject(request -> request.bucket(bucket.name()).key(CLAIM))
                        .contentLength())
                .as("the other run's claim is as it was")
                .isEqualTo(13 * 60);
    }

    @Test
    void aServerThatIsGoneWhenTheClaimIsGivenBackFailsNothing() throws Exception {
        Sink.Claim claim = sink.claim(ID);
        finishExport();

        front.close();
        claim.close();

        assertThat(bucket.keys()).contains("exports/" + MANIFEST);
    }
}
