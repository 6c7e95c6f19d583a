package dev.pgexport.testkit.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

@EveryS3Server
class S3ServerTest {
    private final S3Server server;
    private final S3Client client;

    S3ServerTest(S3Server server) {
        this.server = server;
        client = server.client();
    }

    @Test
    void itRunsOnLoopbackOnly() throws UnknownHostException {
        assertThat(InetAddress.getByName(server.endpoint().getHost()).isLoopbackAddress())
                .isTrue();
    }

    @Test
    void itStoresAnObject() {
        String bucket = server.newBucket();

        client.putObject(request -> request.bucket(bucket).key("a/b"), RequestBody.fromString("hello"));

        assertThat(client.getObjectAsBytes(request -> request.bucket(bucket).key("a/b"))
                        .asUtf8String())
                .isEqualTo("hello");
    }

    @Test
    void itStoresAnObjectInParts() {
        String bucket = server.newBucket();
        Upload upload = Upload.start(client, bucket, "a");
        byte[] first = Upload.bytes(Upload.SMALLEST_PART);

        upload.complete(List.of(upload.put(1, first), upload.put(2, new byte[] {7})));

        assertThat(client.headObject(request -> request.bucket(bucket).key("a")).contentLength())
                .isEqualTo(first.length + 1L);
    }

    @Test
    void anAbortedUploadLeavesWhatWasThere() {
        String bucket = server.newBucket();
        client.putObject(request -> request.bucket(bucket).key("a"), RequestBody.fromString("before"));
        Upload upload = Upload.start(client, bucket, "a");
        upload.put(1, Upload.bytes(100));

        upload.abort();

        assertThat(client.getObjectAsBytes(request -> request.bucket(bucket).key("a"))
                        .asUtf8String())
                .isEqualTo("before");
    }

    @Test
    void itKnowsWhatIsNotThere() {
        String bucket = server.newBucket();

        assertThatThrownBy(
                        () -> client.getObject(request -> request.bucket(bucket).key("a")))
                .isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> client.listObjectsV2(request -> request.bucket(server.newBucketName())))
                .isInstanceOf(NoSuchBucketException.class);
    }

    @Test
    void aBucketIsEmptyAndOfNoOtherTest() {
        String bucket = server.newBucket();

        assertThat(bucket).isNotEqualTo(server.newBucket());
        assertThat(client.listObjectsV2(request -> request.bucket(bucket)).contents())
                .isEmpty();
    }
}
