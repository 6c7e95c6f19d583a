package dev.pgexport.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.HandOff;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Sink;
import dev.pgexport.api.StoredObject;
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
    private static final ObjectName NAME = ObjectName.of("export", "data", "app.public.moves", "1.parquet");

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

    private byte[] write(String key, int bytes) {
        byte[] content = new byte[bytes];
        new Random(3).nextBytes(content);
        bucket.client().putObject(request -> request.bucket(bucket.name()).key(key), RequestBody.fromBytes(content));
        return content;
    }

    private HandOff handOff() {
        return sink.handOff().orElseThrow();
    }

    @Test
    void otherServicesWriteToTheLocationItself() {
        assertThat(handOff().location()).isEqualTo(URI.create("s3://" + bucket.name() + "/exports%20here/"));
    }

    @Test
    void anObjectIsAdoptedWithoutItsBytesPassingThroughHere() throws Exception {
        byte[] content = write("rds/part 1.parquet", 100_000);

        StoredObject adopted = handOff().adopt(NAME, bucket.location("rds/part%201.parquet"));

        assertThat(adopted.bytes()).isEqualTo(100_000);
        try (InputStream in = sink.open(NAME)) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
        assertThat(bucket.keys()).containsExactlyInAnyOrder("rds/part 1.parquet", "exports here/" + NAME);
    }

    /** MinIO and S3Proxy cannot copy to a part of an upload with checksums, which Amazon S3 and LocalStack can. */
    @Test
    void anObjectThatIsTooBigForOneCopyIsCopiedInParts() throws Exception {
        sink.close();
        boolean checksums = bucket.server().kind() == S3Kind.LOCALSTACK;
        sink = bucket.open(8900, 6 << 20, Map.of("aws.integrity", checksums ? "when-supported" : "when-required"));
        byte[] content = write("rds/big.parquet", (13 << 20) + 5);

        StoredObject adopted = handOff().adopt(NAME, bucket.location("rds/big.parquet"));

        assertThat(adopted.bytes()).isEqualTo(content.length);
        try (InputStream in = sink.open(NAME)) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
        assertThat(bucket.uploads()).isEmpty();
    }

    @Test
    void whatIsNotThereCannotBeAdopted() {
        assertThatThrownBy(() -> handOff().adopt(NAME, bucket.location("rds/nothing")))
                .isInstanceOfSatisfying(
                        ExportException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.INTEGRITY));
        assertThat(bucket.everything()).isEmpty();
    }

    @Test
    void whatIsNotInS3CannotBeAdopted() {
        assertThatThrownBy(() -> handOff().adopt(NAME, URI.create("file:///tmp/x")))
                .isInstanceOfSatisfying(
                        ExportException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION));
    }
}
