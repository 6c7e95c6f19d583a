package dev.pgexport.testkit.s3;

import static dev.pgexport.testkit.s3.Upload.SMALLEST_PART;
import static dev.pgexport.testkit.s3.Upload.bytes;
import static dev.pgexport.testkit.s3.Upload.compositeCrc32c;
import static dev.pgexport.testkit.s3.Upload.crc32c;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.StorageClass;

/** Finds out by requests what a server does. */
final class S3Probe {
    private static final Logger LOGGER = LoggerFactory.getLogger(S3Probe.class);

    private final S3Server server;
    private final S3Client client;
    private final String bucket;

    S3Probe(S3Server server) {
        this.server = server;
        client = server.client();
        bucket = server.newBucket();
    }

    boolean finds(S3Capability capability) throws Exception {
        return switch (capability) {
            case SIGNATURES -> refusesAWrongSecret();
            case CLOCK -> refusesAnOldSignature();
            case REGIONS -> refusesAnotherRegion();
            case POLICIES -> enforcesPolicies();
            case BUCKET_OWNER -> refused(403, () -> put("a", request -> request.expectedBucketOwner("123456789012")));
            case CHECKSUMS -> returnsChecksums();
            case WRONG_CHECKSUMS_REFUSED -> refusesWrongChecksums();
            case TRAILING_CRC32C -> !refused(() -> put("a", request -> request.checksumAlgorithm("CRC32C")));
            case COMPOSITE_CHECKSUMS -> returnsCompositeChecksums();
            case FULL_OBJECT_CHECKSUMS -> checksWholeObjects();
            case UPLOAD_SIZE -> refusesAWrongSize();
            case PART_SIZE -> refusesSmallParts();
            case COMPLETE_AGAIN -> completesAgain();
            case ABORT_IS_FINAL -> refusesPartsOfAnAbortedUpload();
            case UPLOAD_LISTING_BY_KEY -> listsUploadsOfOneKey();
            case UPLOAD_LISTING -> listsUploads();
            case PART_LISTING -> listsParts();
            case CONDITIONAL_PUT -> putsConditionally();
            case CONDITIONAL_PUT_RACE -> throw new IllegalArgumentException("nobody loses a race for sure");
            case CONDITIONAL_COMPLETE -> completesConditionally();
            case VERSIONS -> keepsVersions();
            case OBJECT_LOCK -> locksObjects();
            case KMS -> encrypts();
            case KMS_KEYS_CHECKED -> refusesUnknownKeys();
            case TAGS -> storesTags();
            case STORAGE_CLASS -> storesStorageClass();
            case OWNER_ACL ->
                !refused(() -> put("a", request -> request.acl(ObjectCannedACL.BUCKET_OWNER_FULL_CONTROL)));
        };
    }

    private boolean refusesAWrongSecret() {
        S3Credentials wrong = new S3Credentials(server.accessKeyId(), "wrong-secret", Optional.empty());
        try (S3Client other = server.clientBuilder(wrong).build()) {
            return refused("SignatureDoesNotMatch", () -> other.listObjectsV2(request -> request.bucket(bucket)));
        }
    }

    /** By a request of its own: the SDK corrects its clock by the server's answers. */
    private boolean refusesAnOldSignature() throws Exception {
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
        SdkHttpRequest unsigned = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(server.endpoint().resolve("/" + bucket + "?list-type=2"))
                .build();
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(request -> request.identity(
                                AwsBasicCredentials.create(server.accessKeyId(), server.secretAccessKey()))
                        .request(unsigned)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, server.region())
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
                .request();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(unsigned.getUri().toString()));
        signed.forEachHeader((name, values) -> {
            if (!name.equalsIgnoreCase("Host")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        HttpResponse<String> response =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        LOGGER.atDebug()
                .addKeyValue("status", response.statusCode())
                .addKeyValue("body", response.body())
                .log("answer to an old request");
        return response.statusCode() == 403 && response.body().contains("RequestTimeTooSkewed");
    }

    private boolean refusesAnotherRegion() {
        try (S3Client other = server.clientBuilder().region(Region.EU_CENTRAL_1).build()) {
            return refused(() -> other.listObjectsV2(request -> request.bucket(bucket)));
        }
    }

    private boolean enforcesPolicies() {
        if (!server.can(S3Capability.POLICIES)) {
            return bucketPolicyDenies();
        }
        put("allowed/a");
        put("denied/a");
        S3Credentials reader = server.restrictedTo("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject",
                 "Resource": "arn:aws:s3:::%s/allowed/*"}]}""".formatted(bucket));
        try (S3Client other = server.clientBuilder(reader).build()) {
            return !refused(() ->
                            other.headObject(request -> request.bucket(bucket).key("allowed/a")))
                    && refused(
                            403,
                            () -> other.headObject(
                                    request -> request.bucket(bucket).key("denied/a")))
                    && refused(
                            "AccessDenied",
                            () -> other.putObject(
                                    request -> request.bucket(bucket).key("allowed/b"), RequestBody.empty()));
        }
    }

    private boolean bucketPolicyDenies() {
        return !refused(() ->
                        client.putBucketPolicy(request -> request.bucket(bucket).policy("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject",
                 "Resource": "arn:aws:s3:::%s/*"}]}""".formatted(bucket))))
                && refused(() -> put("a"));
    }

    private boolean returnsChecksums() {
        String crc = crc32c(bytes(100));
        return !refused(() -> put("a", request -> request.checksumCRC32C(crc)))
                && crc.equals(head("a").checksumCRC32C());
    }

    private boolean refusesWrongChecksums() {
        String wrong = crc32c(bytes(99));
        Upload upload = Upload.start(client, bucket, "b", request -> request.checksumAlgorithm("CRC32C"));
        return refused(400, () -> put("a", request -> request.checksumCRC32C(wrong)))
                && refused(400, () -> upload.put(1, bytes(100), wrong));
    }

    private boolean returnsCompositeChecksums() {
        Upload upload = Upload.start(client, bucket, "a", request -> request.checksumAlgorithm("CRC32C"));
        byte[] first = bytes(SMALLEST_PART);
        byte[] second = bytes(100);
        List<CompletedPart> parts = List.of(upload.put(1, first, crc32c(first)), upload.put(2, second, crc32c(second)));
        upload.complete(parts);
        return compositeCrc32c(first, second).equals(head("a").checksumCRC32C());
    }

    private boolean checksWholeObjects() {
        byte[] first = bytes(SMALLEST_PART);
        byte[] second = bytes(100);
        Upload upload = Upload.start(
                client,
                bucket,
                "a",
                request -> request.checksumAlgorithm(ChecksumAlgorithm.CRC32_C).checksumType(ChecksumType.FULL_OBJECT));
        List<CompletedPart> parts = List.of(upload.put(1, first, crc32c(first)), upload.put(2, second, crc32c(second)));
        return refused(
                        400,
                        () -> upload.complete(
                                parts,
                                request -> request.checksumType(ChecksumType.FULL_OBJECT)
                                        .checksumCRC32C(crc32c(second))))
                && !refused(() -> upload.complete(
                        parts,
                        request ->
                                request.checksumType(ChecksumType.FULL_OBJECT).checksumCRC32C(crc32c(first, second))))
                && crc32c(first, second).equals(head("a").checksumCRC32C());
    }

    private boolean refusesAWrongSize() {
        Upload upload = Upload.start(client, bucket, "a");
        List<CompletedPart> parts = List.of(upload.put(1, bytes(100)));
        return refused(400, () -> upload.complete(parts, request -> request.mpuObjectSize(99L)));
    }

    private boolean refusesSmallParts() {
        Upload upload = Upload.start(client, bucket, "a");
        List<CompletedPart> parts = List.of(upload.put(1, bytes(100)), upload.put(2, bytes(100)));
        return refused("EntityTooSmall", () -> upload.complete(parts));
    }

    private boolean completesAgain() {
        Upload upload = Upload.start(client, bucket, "a");
        List<CompletedPart> parts = List.of(upload.put(1, bytes(100)));
        upload.complete(parts);
        return !refused(() -> upload.complete(parts));
    }

    private boolean refusesPartsOfAnAbortedUpload() {
        Upload upload = Upload.start(client, bucket, "a");
        upload.abort();
        return refused("NoSuchUpload", () -> upload.put(1, bytes(100)));
    }

    private boolean listsUploadsOfOneKey() {
        Upload upload = Upload.start(client, bucket, "one/a");
        boolean listed = uploads("one/a").equals(Set.of("one/a"));
        upload.abort();
        return listed && uploads("one/a").isEmpty();
    }

    private boolean listsUploads() {
        Upload upload = Upload.start(client, bucket, "one/a");
        Upload.start(client, bucket, "other/a");
        boolean listed = uploads("one/").equals(Set.of("one/a"));
        upload.abort();
        return listed && uploads("one/").isEmpty();
    }

    private Set<String> uploads(String prefix) {
        try {
            return Set.copyOf(
                    client
                            .listMultipartUploads(
                                    request -> request.bucket(bucket).prefix(prefix))
                            .uploads()
                            .stream()
                            .map(MultipartUpload::key)
                            .toList());
        } catch (S3Exception e) {
            return Set.of(say(e));
        }
    }

    private boolean listsParts() {
        Upload upload = Upload.start(client, bucket, "a");
        upload.put(1, bytes(SMALLEST_PART));
        upload.put(2, bytes(100));
        return client.listParts(request -> request.bucket(bucket).key("a").uploadId(upload.id())).parts().stream()
                .map(part -> part.partNumber() + ":" + part.size())
                .toList()
                .equals(List.of("1:" + SMALLEST_PART, "2:100"));
    }

    private boolean putsConditionally() {
        return !refused(() -> put("a", request -> request.ifNoneMatch("*")))
                && refused(412, () -> put("a", request -> request.ifNoneMatch("*")));
    }

    private boolean completesConditionally() {
        put("a");
        Upload upload = Upload.start(client, bucket, "a");
        List<CompletedPart> parts = List.of(upload.put(1, bytes(100)));
        Upload free = Upload.start(client, bucket, "b");
        List<CompletedPart> freeParts = List.of(free.put(1, bytes(100)));
        return refused(412, () -> upload.complete(parts, request -> request.ifNoneMatch("*")))
                && !refused(() -> free.complete(freeParts, request -> request.ifNoneMatch("*")));
    }

    private boolean keepsVersions() {
        if (refused(() -> client.putBucketVersioning(request -> request.bucket(bucket)
                .versioningConfiguration(versioning -> versioning.status(BucketVersioningStatus.ENABLED))))) {
            return false;
        }
        put("a");
        put("a");
        return client.listObjectVersions(request -> request.bucket(bucket))
                        .versions()
                        .size()
                == 2;
    }

    private boolean locksObjects() {
        String locked = server.newBucketName();
        if (refused(() -> client.createBucket(request -> request.bucket(locked).objectLockEnabledForBucket(true)))
                || refused(() -> client.putObject(
                        request -> request.bucket(locked)
                                .key("a")
                                .checksumAlgorithm(ChecksumAlgorithm.CRC32)
                                .objectLockMode(ObjectLockMode.COMPLIANCE)
                                .objectLockRetainUntilDate(Instant.now().plus(Duration.ofDays(1))),
                        RequestBody.fromBytes(bytes(100))))) {
            return false;
        }
        String version =
                client.headObject(request -> request.bucket(locked).key("a")).versionId();
        return refused(() ->
                client.deleteObject(request -> request.bucket(locked).key("a").versionId(version)));
    }

    private boolean encrypts() {
        String key = server.kmsKey().orElse("test-key");
        if (refused(() -> put(
                "a",
                request -> request.serverSideEncryption(ServerSideEncryption.AWS_KMS)
                        .ssekmsKeyId(key)))) {
            return false;
        }
        HeadObjectResponse head = head("a");
        return head.serverSideEncryption() == ServerSideEncryption.AWS_KMS
                && head.ssekmsKeyId() != null
                && head.ssekmsKeyId().contains(key);
    }

    private boolean refusesUnknownKeys() {
        String unknown = "arn:aws:kms:us-east-1:000000000000:key/" + UUID.randomUUID();
        return encrypts()
                && refused(() -> put(
                        "a",
                        request -> request.serverSideEncryption(ServerSideEncryption.AWS_KMS)
                                .ssekmsKeyId(unknown)));
    }

    private boolean storesTags() {
        return !refused(() -> put("a", request -> request.tagging("team=data")))
                && !refused(() -> client.getObjectTagging(
                        request -> request.bucket(bucket).key("a")))
                && client.getObjectTagging(request -> request.bucket(bucket).key("a")).tagSet().stream()
                        .anyMatch(tag -> tag.key().equals("team") && tag.value().equals("data"));
    }

    private boolean storesStorageClass() {
        return !refused(() -> put("a", request -> request.storageClass(StorageClass.STANDARD_IA)))
                && head("a").storageClass() == StorageClass.STANDARD_IA;
    }

    private void put(String key) {
        put(key, request -> {});
    }

    private void put(String key, Consumer<PutObjectRequest.Builder> more) {
        client.putObject(request -> more.accept(request.bucket(bucket).key(key)), RequestBody.fromBytes(bytes(100)));
    }

    private HeadObjectResponse head(String key) {
        return client.headObject(request -> request.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED));
    }

    private static boolean refused(Runnable request) {
        try {
            request.run();
            return false;
        } catch (S3Exception e) {
            say(e);
            return true;
        } catch (SdkClientException e) {
            // A server may refuse before it has read the body, and hang up.
            return true;
        }
    }

    private static boolean refused(int status, Runnable request) {
        try {
            request.run();
            return false;
        } catch (S3Exception e) {
            say(e);
            return e.statusCode() == status;
        }
    }

    private static boolean refused(String code, Runnable request) {
        try {
            request.run();
            return false;
        } catch (S3Exception e) {
            say(e);
            return code.equals(e.awsErrorDetails().errorCode());
        }
    }

    private static String say(S3Exception e) {
        LOGGER.atDebug().addKeyValue("message", e.getMessage()).log("refused");
        return String.valueOf(e.getMessage());
    }
}
