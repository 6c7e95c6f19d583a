package dev.pgexport.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.Checksums;
import dev.pgexport.api.Checksums.Comparison;
import dev.pgexport.api.ExistingObject;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.HandOff;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Sink;
import dev.pgexport.api.Written;
import dev.pgexport.testkit.fault.FaultFront;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Kind;
import dev.pgexport.testkit.s3.S3Server;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

/** What another service wrote becomes an object of the location. */
@EveryS3Server
class HandOffTest {
    private static final ExportId ID = new ExportId("export");
    private static final ObjectName NAME = ID.resolve(ObjectName.of("data", "app.public.moves", "1.parquet"));

    private final S3Bucket bucket;
    private Sink sink;

    HandOffTest(S3Server server) {
        bucket = S3Bucket.on(server);
        sink = bucket.open("exports%20here/", Map.of());
    }

    @AfterEach
    void close() {
        sink.close();
    }

    private static byte[] random(int bytes) {
        byte[] content = new byte[bytes];
        new Random(3).nextBytes(content);
        return content;
    }

    /** Write as another service does, and return what a source sees of it. */
    private ExistingObject write(String path, byte[] content) {
        URI place = bucket.location(path);
        String etag = bucket.client()
                .putObject(
                        request -> request.bucket(bucket.name())
                                .key(place.getPath().substring(1)),
                        RequestBody.fromBytes(content))
                .eTag();
        return new ExistingObject(place, content.length, Checksums.ofEtag(etag), Written.withoutRows());
    }

    private HandOff handOff() {
        return sink.handOff().orElseThrow();
    }

    @Test
    void otherServicesWriteToTheExportsFolder() {
        assertThat(handOff().location(ID)).isEqualTo(URI.create("s3://" + bucket.name() + "/exports%20here/export/"));
    }

    @Test
    void anObjectIsAdoptedWithoutItsBytesPassingThroughHere() throws Exception {
        byte[] content = random(100_000);

        Checksums adopted = handOff().adopt(NAME, write("rds/part%201.parquet", content));

        assertThat(adopted.compare(sink.find(NAME).orElseThrow().checksums())).isEqualTo(Comparison.SAME);
        try (InputStream in = sink.open(NAME)) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
        assertThat(bucket.keys()).containsExactlyInAnyOrder("rds/part 1.parquet", "exports here/" + NAME);
    }

    @Test
    void anObjectThatLiesUnderItsNameIsAdoptedByNoRequest() throws Exception {
        ExistingObject existing = write("exports%20here/" + NAME, random(10));
        try (FaultFront front = FaultFront.s3(bucket.server().endpoint());
                Sink counted = bucket.open(
                        "exports%20here/",
                        Map.of("aws.endpoint", front.endpoint().toString()))) {
            assertThat(counted.handOff().orElseThrow().adopt(NAME, existing)).isEqualTo(existing.checksums());

            assertThat(front.requests()).isEmpty();
            counted.find(NAME);
            assertThat(front.requests()).hasSize(1);
        }
    }

    /** MinIO and S3Proxy cannot copy to a part of an upload with checksums, which Amazon S3 and LocalStack can. */
    @Test
    void anObjectThatIsTooBigForOneCopyIsCopiedInParts() throws Exception {
        sink.close();
        boolean checksums = bucket.server().kind() == S3Kind.LOCALSTACK;
        sink = bucket.open(8900, 6 << 20, Map.of("aws.integrity", checksums ? "when-supported" : "when-required"));
        byte[] content = random((13 << 20) + 5);

        Checksums adopted = handOff().adopt(NAME, write("rds/big.parquet", content));

        assertThat(adopted.compare(sink.find(NAME).orElseThrow().checksums())).isEqualTo(Comparison.SAME);
        try (InputStream in = sink.open(NAME)) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
        assertThat(bucket.uploads()).isEmpty();
    }

    @Test
    void whatIsNotThereCannotBeAdopted() {
        ExistingObject nothing =
                new ExistingObject(bucket.location("rds/nothing"), 1, Checksums.ofEtag("etag"), Written.withoutRows());

        assertThatThrownBy(() -> handOff().adopt(NAME, nothing))
                .isInstanceOfSatisfying(
                        ExportException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.INTEGRITY));
        assertThat(bucket.everything()).isEmpty();
    }

    @Test
    void whatIsNotInS3CannotBeAdopted() {
        ExistingObject file =
                new ExistingObject(URI.create("file:///tmp/x"), 1, Checksums.ofEtag("etag"), Written.withoutRows());

        assertThatThrownBy(() -> handOff().adopt(NAME, file))
                .isInstanceOfSatisfying(
                        ExportException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION));
    }
}
