package dev.pgexport.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Server;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The front between AWS's own client, which signs, and servers that are S3 or close to it. */
@Timeout(120)
@EveryS3Server
class FaultFrontS3Test {
    private static final String KEY = "a folder/ä+b";

    private final S3Server server;
    private final String bucket;
    private FaultFront front;
    private S3Client client;

    FaultFrontS3Test(S3Server server) {
        this.server = server;
        this.bucket = server.newBucket();
    }

    @BeforeEach
    void start() {
        front = FaultFront.s3(server.endpoint());
        client = server.clientBuilder().endpointOverride(front.endpoint()).build();
    }

    @AfterEach
    void stop() {
        client.close();
        front.close();
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private void put(byte[] bytes) {
        client.putObject(request -> request.bucket(bucket).key(KEY), RequestBody.fromBytes(bytes));
    }

    private byte[] stored() {
        return server.client()
                .getObjectAsBytes(request -> request.bucket(bucket).key(KEY))
                .asByteArray();
    }

    private String create() {
        return client.createMultipartUpload(request -> request.bucket(bucket).key(KEY))
                .uploadId();
    }

    private CompletedPart uploadPart(String upload, byte[] bytes) {
        String etag = client.uploadPart(
                        request ->
                                request.bucket(bucket).key(KEY).uploadId(upload).partNumber(1),
                        RequestBody.fromBytes(bytes))
                .eTag();
        return CompletedPart.builder().partNumber(1).eTag(etag).build();
    }

    private void complete(String upload, CompletedPart part) {
        client.completeMultipartUpload(request -> request.bucket(bucket)
                .key(KEY)
                .uploadId(upload)
                .multipartUpload(CompletedMultipartUpload.builder().parts(part).build()));
    }

    @Test
    void everyRequestOfTheClientIsKnownAndItsSignatureHolds() {
        byte[] bytes = bytes(300_000);

        put(bytes);
        assertThat(client.getObjectAsBytes(request -> request.bucket(bucket).key(KEY))
                        .asByteArray())
                .isEqualTo(bytes);
        assertThat(client.headObject(request -> request.bucket(bucket).key(KEY)).contentLength())
                .isEqualTo(bytes.length);
        assertThat(client.listObjectsV2(request -> request.bucket(bucket).prefix("a folder/"))
                        .contents())
                .hasSize(1);
        client.copyObject(request -> request.sourceBucket(bucket)
                .sourceKey(KEY)
                .destinationBucket(bucket)
                .destinationKey("copy"));
        String completed = create();
        complete(completed, uploadPart(completed, bytes));
        String aborted = create();
        client.listParts(request -> request.bucket(bucket).key(KEY).uploadId(aborted));
        client.listMultipartUploads(request -> request.bucket(bucket));
        client.abortMultipartUpload(request -> request.bucket(bucket).key(KEY).uploadId(aborted));
        client.deleteObject(request -> request.bucket(bucket).key(KEY));
        client.deleteObjects(request -> request.bucket(bucket)
                .delete(Delete.builder()
                        .objects(ObjectIdentifier.builder().key("copy").build())
                        .build()));
        client.headBucket(request -> request.bucket(bucket));

        assertThat(front.requests())
                .extracting(ObservedRequest::kind)
                .containsExactly(
                        RequestKind.PUT,
                        RequestKind.GET,
                        RequestKind.HEAD,
                        RequestKind.LIST,
                        RequestKind.COPY,
                        RequestKind.CREATE_MULTIPART,
                        RequestKind.UPLOAD_PART,
                        RequestKind.COMPLETE,
                        RequestKind.CREATE_MULTIPART,
                        RequestKind.LIST_PARTS,
                        RequestKind.LIST_UPLOADS,
                        RequestKind.ABORT,
                        RequestKind.DELETE,
                        RequestKind.DELETE_MANY,
                        RequestKind.OTHER);
        assertThat(front.requests()).allSatisfy(request -> {
            assertThat(request.bucket()).isEqualTo(bucket);
            assertThat(request.status().orElseThrow()).isBetween(200, 299);
        });
        assertThat(front.requests().get(0).key()).isEqualTo(KEY);
        assertThat(front.requests().get(0).requestBytes()).isGreaterThanOrEqualTo(bytes.length);
    }

    @Test
    void clientTakesTheFrontsErrorsForTheServers() {
        front.inject(FaultSchedule.at(RequestKind.PUT, 1, Fault.accessDenied()));

        assertThatThrownBy(() -> put(bytes(10))).isInstanceOfSatisfying(S3Exception.class, e -> {
            assertThat(e.statusCode()).isEqualTo(403);
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
            assertThat(e.requestId()).isEqualTo("FRONT-PUT-1");
        });
    }

    @Test
    void clientRepeatsWhatMayPass() {
        byte[] bytes = bytes(300_000);
        front.inject(FaultSchedule.at(RequestKind.PUT, 1, Fault.slowDown())
                .and(FaultSchedule.at(RequestKind.PUT, 2, Fault.internalError()))
                .and(FaultSchedule.at(RequestKind.PUT, 3, Fault.cutRequest())));

        put(bytes);

        assertThat(stored()).isEqualTo(bytes);
        assertThat(front.requests())
                .extracting(request -> request.fault().isPresent())
                .isEqualTo(List.of(true, true, true, false));
    }

    @Test
    void objectIsThereThoughTheClientNeverHeardSo() {
        byte[] bytes = bytes(300_000);
        front.inject(FaultSchedule.from(RequestKind.PUT, 1, Fault.loseAnswer()));

        assertThatThrownBy(() -> put(bytes)).isInstanceOf(SdkClientException.class);

        assertThat(stored()).isEqualTo(bytes);
    }

    @Test
    void uploadIsCompletedThoughTheClientNeverHeardSo() {
        byte[] bytes = bytes(300_000);
        String upload = create();
        CompletedPart part = uploadPart(upload, bytes);
        front.inject(FaultSchedule.from(RequestKind.COMPLETE, 1, Fault.loseAnswer()));

        assertThatThrownBy(() -> complete(upload, part)).isInstanceOf(RuntimeException.class);

        assertThat(stored()).isEqualTo(bytes);
        assertThat(front.requests().get(0).status()).hasValue(200);
    }

    @Test
    void uploadIsNotCompletedWhenTheSuccessIsAnError() {
        String upload = create();
        CompletedPart part = uploadPart(upload, bytes(10));
        front.inject(FaultSchedule.from(RequestKind.COMPLETE, 1, Fault.errorInSuccess()));

        assertThatThrownBy(() -> complete(upload, part))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InternalError"));

        assertThat(server.client()
                        .listObjectsV2(request -> request.bucket(bucket))
                        .contents())
                .isEmpty();
    }
}
