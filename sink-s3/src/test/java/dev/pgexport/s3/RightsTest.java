package dev.pgexport.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.Finding;
import dev.pgexport.api.HandOff;
import dev.pgexport.api.Leftover;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Sink;
import dev.pgexport.api.StoredObject;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.engine.settings.SettingsBinder;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Capability;
import dev.pgexport.testkit.s3.S3Server;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What works with which rights, on a server that enforces them. */
@EveryS3Server(needs = S3Capability.POLICIES)
class RightsTest {
    private static final List<String> LEAST =
            List.of("s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts");
    private static final ExportId ID = new ExportId("nightly");
    private static final ObjectName SMALL = ID.resolve(ObjectName.of("data", "public.moves", "1.csv"));
    private static final ObjectName BIG = ID.resolve(ObjectName.of("data", "public.moves", "2.csv"));
    private static final ObjectName MANIFEST = ID.resolve(Manifest.NAME);

    private final S3Bucket bucket;
    private final List<Sink> opened = new ArrayList<>();

    RightsTest(S3Server server) {
        bucket = S3Bucket.on(server);
    }

    @AfterEach
    void close() {
        opened.forEach(Sink::close);
    }

    /** Return settings with rights on the objects of the prefix, and that to list it. */
    private Map<String, String> settings(String... more) {
        String actions = Stream.concat(LEAST.stream(), Stream.of(more))
                .map(action -> '"' + action + '"')
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
        String policy = """
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Allow", "Action": [%s], "Resource": "arn:aws:s3:::%s/exports/*"},
                  {"Effect": "Allow", "Action": ["s3:ListBucket"], "Resource": "arn:aws:s3:::%s",
                   "Condition": {"StringLike": {"s3:prefix": ["exports/*"]}}}]}
                """.formatted(actions, bucket.name(), bucket.name());
        Map<String, String> settings =
                Profiles.of(bucket.server(), bucket.server().restrictedTo(policy));
        settings.put("s3.heartbeat", "1s");
        return settings;
    }

    private Sink open(String... more) {
        Sink sink = new S3SinkPlugin()
                .open(SettingsBinder.bind(S3Settings.class, settings(more)), bucket.location("exports/"));
        opened.add(sink);
        return sink;
    }

    /** Do what a run does. */
    private static void run(Sink sink) throws IOException, InterruptedException {
        assertThat(sink.find(MANIFEST)).isEmpty();
        for (Leftover leftover : sink.leftovers()) {
            sink.remove(leftover);
        }
        try (Sink.Claim claim = sink.claim(ID)) {
            sink.delete(MANIFEST);
            sink.put(SMALL, out -> out.write(new byte[100]));
            sink.put(BIG, out -> out.write(new byte[9 << 20]));
            try (Stream<StoredObject> stored = sink.list(Optional.of(ObjectName.of(ID.value())))) {
                assertThat(stored.map(StoredObject::bytes)).as("with %s", claim).containsExactly(100L, 9L << 20);
            }
            sink.create(MANIFEST, out -> out.write('{'));
        }
    }

    @Test
    void aRunNeedsNoMoreThanToWriteAndToList() throws Exception {
        run(open());

        assertThat(bucket.keys())
                .containsExactly(
                        "exports/.pgexport/nightly.claim", "exports/" + SMALL, "exports/" + BIG, "exports/" + MANIFEST);
        assertThat(bucket.uploads()).isEmpty();
    }

    @Test
    void withTheRightsToReadAndToDeleteARunLeavesItsExportAndNothingElse() throws Exception {
        run(open("s3:GetObject", "s3:DeleteObject"));

        assertThat(bucket.keys()).containsExactly("exports/" + SMALL, "exports/" + BIG, "exports/" + MANIFEST);
    }

    @Test
    void withTheLeastRightsAClaimExcludesOthersAsWell() throws Exception {
        Sink sink = open();
        Sink other = open();

        try (Sink.Claim claim = sink.claim(ID)) {
            assertThatThrownBy(() -> other.claim(ID))
                    .as("while %s lives", claim)
                    .isInstanceOfSatisfying(
                            ExportException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Kind.BUSY));
            assertThat(other.leftovers()).isEmpty();
        }

        other.claim(ID).close();
    }

    @Test
    void withTheLeastRightsAManifestIsNotReplacedEither() throws Exception {
        Sink sink = open();
        sink.create(MANIFEST, out -> out.write('1'));

        assertThatThrownBy(() -> sink.create(MANIFEST, out -> out.write('2')))
                .isInstanceOfSatisfying(
                        ExportException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.CONFLICT));
    }

    @Test
    void withTheLeastRightsAFailedObjectLeavesNothing() {
        Sink sink = open();
        IOException failure = new IOException("of the writer");

        assertThatThrownBy(() -> sink.put(BIG, out -> {
                    out.write(new byte[20 << 20]);
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(bucket.everything()).isEmpty();
    }

    @Test
    void withoutTheRightToDeleteLeftoversAreNamedAndStay() throws Exception {
        Sink sink = open();
        try (Sink.Claim claim = sink.claim(ID)) {
            sink.put(SMALL, out -> out.write(new byte[100]));
            assertThat(claim).isNotNull();
        }

        assertThat(sink.leftovers()).containsExactly(new Leftover(ID, 1, 100));
        assertThatThrownBy(() -> sink.remove(new Leftover(ID, 1, 100)))
                .isInstanceOfSatisfying(
                        ExportException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.PERMISSION));
        assertThat(bucket.keys()).contains("exports/" + SMALL);
    }

    @Test
    void withTheLeastRightsAHoldIsSeenByOthersAndReleased() throws Exception {
        Sink sink = open();
        HandOff handOff = sink.handOff().orElseThrow();
        try (Sink.Claim claim = sink.claim(ID)) {
            assertThat(claim).isNotNull();
            handOff.hold(ID, Duration.ofHours(1));
            assertThat(open().handOff().orElseThrow().held(ID)).isTrue();

            handOff.release(ID);
            handOff.release(ID);

            assertThat(handOff.held(ID)).isFalse();
            assertThat(handOff.holds()).isEmpty();
        }
    }

    @Test
    void withoutTheRightToReadOpeningIsAMatterOfPermission() throws Exception {
        Sink sink = open();
        sink.put(SMALL, out -> out.write(1));

        assertThatThrownBy(() -> sink.open(SMALL).close())
                .isInstanceOfSatisfying(
                        ExportException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.PERMISSION))
                .hasMessageContaining("s3://" + bucket.name() + "/exports/" + SMALL);
        assertThat(sink.find(SMALL).orElseThrow().bytes()).isEqualTo(1);
    }

    @Test
    void anotherPrefixIsRefused() {
        Sink sink = new S3SinkPlugin()
                .open(SettingsBinder.bind(S3Settings.class, settings()), bucket.location("elsewhere/"));
        opened.add(sink);

        assertThatThrownBy(() -> sink.put(SMALL, out -> out.write(1)))
                .isInstanceOfSatisfying(
                        ExportException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.PERMISSION))
                .hasMessageContaining("elsewhere/" + SMALL)
                .hasMessageContaining("AccessDenied");
    }

    @Test
    void theDoctorSaysWhichRightsAreMissing() {
        List<Finding> findings = new S3SinkPlugin()
                .diagnose(SettingsBinder.bind(S3Settings.class, settings()), bucket.location("exports/"));

        Map<String, Finding.Status> status = new HashMap<>();
        findings.forEach(finding -> status.put(finding.subject(), finding.status()));
        assertThat(status)
                .containsEntry("bucket", Finding.Status.OK)
                .containsEntry("writable", Finding.Status.OK)
                .containsEntry("deletion", Finding.Status.WARNING)
                .containsEntry("uploads", Finding.Status.WARNING);
        assertThat(bucket.everything()).isEmpty();
    }
}
