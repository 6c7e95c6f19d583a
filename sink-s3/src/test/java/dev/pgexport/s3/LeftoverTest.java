package dev.pgexport.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.api.ExportId;
import dev.pgexport.api.Leftover;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Sink;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Capability;
import dev.pgexport.testkit.s3.S3Server;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

/** What a run that was killed leaves of its uploads, which no listing of objects shows. */
@EveryS3Server(needs = {S3Capability.UPLOAD_LISTING, S3Capability.ABORT_IS_FINAL})
class LeftoverTest {
    private static final ExportId ID = new ExportId("nightly");
    private static final String PART = "exports/nightly/data/public.moves/1.csv";
    private static final String HIDDEN = "exports/nightly/data/public.moves/.pgexport-segment";

    private final S3Bucket bucket;
    private final Sink sink;

    LeftoverTest(S3Server server) {
        bucket = S3Bucket.on(server);
        sink = bucket.open("exports/", Map.of());
    }

    @AfterEach
    void close() {
        sink.close();
    }

    /** What is left of a run whose claim has ended: an open upload with a part, and a segment that was not copied yet. */
    @BeforeEach
    void leaveSomething() {
        String upload = begin(PART);
        bucket.client()
                .uploadPart(
                        request -> request.bucket(bucket.name())
                                .key(PART)
                                .uploadId(upload)
                                .partNumber(1),
                        RequestBody.fromBytes(new byte[100]));
        put(HIDDEN, 50);
    }

    private String begin(String key) {
        return bucket.client()
                .createMultipartUpload(request -> request.bucket(bucket.name()).key(key))
                .uploadId();
    }

    private void put(String key, int bytes) {
        bucket.client()
                .putObject(request -> request.bucket(bucket.name()).key(key), RequestBody.fromBytes(new byte[bytes]));
    }

    private void endClaim() {
        put("exports/.pgexport/nightly.claim", 0);
    }

    @Test
    void uploadsAreCountedAndAborted() throws Exception {
        endClaim();

        assertThat(sink.leftovers()).containsExactly(new Leftover(ID, 2, 50));
        sink.remove(new Leftover(ID, 2, 50));

        assertThat(bucket.everything()).isEmpty();
    }

    @Test
    void uploadsOfALivingRunAreNotTouched() throws Exception {
        endClaim();

        try (Sink.Claim claim = bucket.open("exports/", Map.of()).claim(ID)) {
            assertThat(sink.leftovers()).as("while %s lives", claim).isEmpty();
            sink.remove(new Leftover(ID, 2, 50));

            assertThat(bucket.uploads()).containsExactly(PART);
        }
    }

    @Test
    void uploadsWithoutAClaimAreSomebodyElses() throws Exception {
        assertThat(sink.leftovers()).isEmpty();
        sink.remove(new Leftover(ID, 2, 50));

        assertThat(bucket.everything()).containsExactly(HIDDEN, "upload of " + PART);
    }

    @Test
    void uploadsOfNeighboursAreNotTouched() throws Exception {
        endClaim();
        begin("exports/nightly2/data/1.csv");
        begin("exports/nightl");

        sink.remove(new Leftover(ID, 2, 50));

        assertThat(bucket.uploads()).containsExactlyInAnyOrder("exports/nightl", "exports/nightly2/data/1.csv");
    }

    @Test
    void anExportThatIsCompleteLosesItsUploadsAndNothingElse() throws Exception {
        endClaim();
        sink.put(ID.resolve(ObjectName.of("data", "x")), out -> out.write(1));
        sink.put(ID.resolve(Manifest.NAME), out -> out.write('{'));

        assertThat(sink.leftovers()).isEmpty();

        assertThat(bucket.uploads()).isEmpty();
        assertThat(bucket.keys()).contains("exports/nightly/data/x", "exports/nightly/manifest.json");
        assertThat(bucket.keys()).doesNotContain("exports/.pgexport/nightly.claim");
    }
}
