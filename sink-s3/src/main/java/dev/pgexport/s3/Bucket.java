package dev.pgexport.s3;

import dev.pgexport.aws.Integrity;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.RequestPayer;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;
import software.amazon.awssdk.services.s3.model.TaggingDirective;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * One bucket's requests, with what the settings say about each: encryption, owner, payer, tags, checksums. Failures are the
 * SDK's own. Thread-safe.
 */
final class Bucket implements AutoCloseable {
    /** Says which write made an object: whose answer was lost can find out whether it was his. */
    static final String WRITE = S3Settings.OWN_METADATA + "write";

    /** The slowest network that parts are sent through without a timeout. */
    private static final long BYTES_PER_SECOND = 128 * 1024;

    /** S3 may put the parts of a large object together for minutes. */
    private static final Duration ASSEMBLY = Duration.ofMinutes(10);

    private final S3Client client;
    private final String name;
    private final S3Settings settings;

    @Nullable private final RequestPayer payer;

    @Nullable private final String owner;

    Bucket(S3Client client, String name, S3Settings settings) {
        this.client = client;
        this.name = name;
        this.settings = settings;
        this.payer = settings.requesterPays() ? RequestPayer.REQUESTER : null;
        this.owner = settings.expectedBucketOwner().orElse(null);
    }

    private boolean checksums() {
        return settings.aws().integrity() == Integrity.WHEN_SUPPORTED;
    }

    private AwsRequestOverrideConfiguration sending(long bytes) {
        return AwsRequestOverrideConfiguration.builder()
                .apiCallAttemptTimeout(settings.aws().timeout().plusSeconds(bytes / BYTES_PER_SECOND))
                .build();
    }

    private AwsRequestOverrideConfiguration assembling() {
        Duration timeout = settings.aws().timeout();
        return AwsRequestOverrideConfiguration.builder()
                .apiCallAttemptTimeout(timeout.compareTo(ASSEMBLY) > 0 ? timeout : ASSEMBLY)
                .build();
    }

    private static AwsRequestOverrideConfiguration counting(AtomicInteger attempts) {
        return AwsRequestOverrideConfiguration.builder()
                .putExecutionAttribute(Attempts.COUNT, attempts)
                .build();
    }

    private Map<String, String> metadata(String write) {
        Map<String, String> metadata = new HashMap<>(settings.metadataByKey());
        metadata.put(WRITE, write);
        return metadata;
    }

    private @Nullable Tagging tagging() {
        List<Tag> tags = settings.tagsByKey().entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        return tags.isEmpty() ? null : Tagging.builder().tagSet(tags).build();
    }

    private @Nullable ServerSideEncryption encryption() {
        return switch (settings.encryption()) {
            case NONE -> null;
            case AES256 -> ServerSideEncryption.AES256;
            case AWS_KMS -> ServerSideEncryption.AWS_KMS;
            case AWS_KMS_DSSE -> ServerSideEncryption.AWS_KMS_DSSE;
        };
    }

    PutObjectResponse put(String key, Bytes bytes, String write, Condition condition) {
        return put(
                PutObjectRequest.builder()
                        .metadata(metadata(write))
                        .tagging(tagging())
                        .storageClass(settings.storageClass().orElse(null)),
                key,
                bytes,
                condition);
    }

    /** Put an object of the sink's own, which lives for minutes: without what is only for what stays. */
    PutObjectResponse putOwn(String key, Bytes bytes, String write, Condition condition) {
        return put(PutObjectRequest.builder().metadata(Map.of(WRITE, write)), key, bytes, condition);
    }

    private PutObjectResponse put(PutObjectRequest.Builder request, String key, Bytes bytes, Condition condition) {
        request.bucket(name)
                .key(key)
                .contentLength(bytes.length())
                .contentType(ContentType.of(key))
                .acl(settings.acl().orElse(null))
                .serverSideEncryption(encryption())
                .ssekmsKeyId(settings.kmsKeyId().orElse(null))
                .bucketKeyEnabled(settings.bucketKey().orElse(null))
                .ifMatch(condition.ifMatch().orElse(null))
                .ifNoneMatch(condition.ifNoneMatch().orElse(null))
                .requestPayer(payer)
                .expectedBucketOwner(owner)
                .overrideConfiguration(sending(bytes.length()));
        if (checksums()) {
            request.checksumCRC32C(bytes.crc().base64());
        } else {
            request.contentMD5(Base64.getEncoder().encodeToString(bytes.md5()));
        }
        return client.putObject(request.build(), bytes.body(ContentType.of(key)));
    }

    /** Begin an upload, and return its id. */
    String begin(String key, String write, AtomicInteger attempts) {
        CreateMultipartUploadRequest.Builder request = CreateMultipartUploadRequest.builder()
                .bucket(name)
                .key(key)
                .contentType(ContentType.of(key))
                .metadata(metadata(write))
                .tagging(tagging())
                .acl(settings.acl().orElse(null))
                .storageClass(settings.storageClass().orElse(null))
                .serverSideEncryption(encryption())
                .ssekmsKeyId(settings.kmsKeyId().orElse(null))
                .bucketKeyEnabled(settings.bucketKey().orElse(null))
                .requestPayer(payer)
                .expectedBucketOwner(owner)
                .overrideConfiguration(counting(attempts));
        if (checksums()) {
            request.checksumAlgorithm(ChecksumAlgorithm.CRC32_C).checksumType(ChecksumType.FULL_OBJECT);
        }
        return client.createMultipartUpload(request.build()).uploadId();
    }

    CompletedPart send(String key, String upload, int number, Bytes bytes) {
        UploadPartRequest.Builder request = UploadPartRequest.builder()
                .bucket(name)
                .key(key)
                .uploadId(upload)
                .partNumber(number)
                .contentLength(bytes.length())
                .requestPayer(payer)
                .expectedBucketOwner(owner)
                .overrideConfiguration(sending(bytes.length()));
        CompletedPart.Builder part = CompletedPart.builder().partNumber(number);
        if (checksums()) {
            String crc = bytes.crc().base64();
            request.checksumCRC32C(crc);
            part.checksumCRC32C(crc);
        } else {
            request.contentMD5(Base64.getEncoder().encodeToString(bytes.md5()));
        }
        UploadPartResponse response = client.uploadPart(request.build(), bytes.body("application/octet-stream"));
        return part.eTag(response.eTag()).build();
    }

    /** Have the server copy a range of an object to a part. */
    CompletedPart copyPart(String key, String upload, int number, CopySource source, long first, long last) {
        var result = client.uploadPartCopy(UploadPartCopyRequest.builder()
                        .sourceBucket(source.bucket())
                        .sourceKey(source.key())
                        .copySourceRange("bytes=" + first + "-" + last)
                        .copySourceIfMatch(source.etag())
                        .destinationBucket(name)
                        .destinationKey(key)
                        .uploadId(upload)
                        .partNumber(number)
                        .requestPayer(payer)
                        .expectedBucketOwner(owner)
                        .overrideConfiguration(assembling())
                        .build())
                .copyPartResult();
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(result.eTag())
                .checksumCRC32C(result.checksumCRC32C())
                .build();
    }

    /**
     * Put the parts together.
     *
     * @param whole the checksum of all bytes, which the server compares; empty when nobody knows it
     */
    CompleteMultipartUploadResponse assemble(
            String key,
            String upload,
            List<CompletedPart> parts,
            long bytes,
            Optional<Crc> whole,
            Condition condition) {
        CompleteMultipartUploadRequest.Builder request = CompleteMultipartUploadRequest.builder()
                .bucket(name)
                .key(key)
                .uploadId(upload)
                .multipartUpload(completed -> completed.parts(parts))
                .ifNoneMatch(condition.ifNoneMatch().orElse(null))
                .requestPayer(payer)
                .expectedBucketOwner(owner)
                .overrideConfiguration(assembling());
        if (checksums()) {
            request.checksumType(ChecksumType.FULL_OBJECT)
                    .checksumCRC32C(whole.map(Crc::base64).orElse(null))
                    .mpuObjectSize(bytes);
        }
        return client.completeMultipartUpload(request.build());
    }

    void abort(String key, String upload) {
        client.abortMultipartUpload(request -> request.bucket(name)
                .key(key)
                .uploadId(upload)
                .requestPayer(payer)
                .expectedBucketOwner(owner));
    }

    ListPartsResponse parts(String key, String upload) {
        return client.listParts(request -> request.bucket(name)
                .key(key)
                .uploadId(upload)
                .maxParts(1)
                .requestPayer(payer)
                .expectedBucketOwner(owner));
    }

    ListMultipartUploadsResponse uploads(String prefix, @Nullable String afterKey, @Nullable String afterUpload) {
        return client.listMultipartUploads(request -> request.bucket(name)
                .prefix(prefix)
                .keyMarker(afterKey)
                .uploadIdMarker(afterUpload)
                .requestPayer(payer)
                .expectedBucketOwner(owner));
    }

    HeadObjectResponse head(String key) {
        return client.headObject(request -> request.bucket(name)
                .key(key)
                .checksumMode(checksums() ? ChecksumMode.ENABLED : null)
                .requestPayer(payer)
                .expectedBucketOwner(owner));
    }

    /**
     * Open an object.
     *
     * @param from the first byte
     * @param etag it must have still; empty for whichever there is
     */
    ResponseInputStream<GetObjectResponse> get(String key, long from, Optional<String> etag) {
        return client.getObject(request -> request.bucket(name)
                .key(key)
                .range(from == 0 ? null : "bytes=" + from + "-")
                .ifMatch(etag.orElse(null))
                .checksumMode(checksums() && from == 0 ? ChecksumMode.ENABLED : null)
                .requestPayer(payer)
                .expectedBucketOwner(owner)
                .overrideConfiguration(assembling()));
    }

    ListObjectsV2Response list(
            String prefix, @Nullable String delimiter, @Nullable String continuation, @Nullable Integer most) {
        return client.listObjectsV2(request -> request.bucket(name)
                .prefix(prefix)
                .delimiter(delimiter)
                .continuationToken(continuation)
                .maxKeys(most)
                .requestPayer(payer)
                .expectedBucketOwner(owner));
    }

    void delete(String key) {
        client.deleteObject(
                request -> request.bucket(name).key(key).requestPayer(payer).expectedBucketOwner(owner));
    }

    /** Delete up to 1,000 objects; the answer has those that it could not delete. */
    DeleteObjectsResponse delete(Collection<String> keys) {
        List<ObjectIdentifier> objects = keys.stream()
                .map(key -> ObjectIdentifier.builder().key(key).build())
                .toList();
        return client.deleteObjects(request -> request.bucket(name)
                .delete(delete -> delete.objects(objects).quiet(true))
                .requestPayer(payer)
                .expectedBucketOwner(owner));
    }

    /** Have the server copy an object of up to 5 GiB. */
    void copy(String key, CopySource source, String write) {
        client.copyObject(CopyObjectRequest.builder()
                .sourceBucket(source.bucket())
                .sourceKey(source.key())
                .copySourceIfMatch(source.etag())
                .destinationBucket(name)
                .destinationKey(key)
                .metadataDirective(MetadataDirective.REPLACE)
                .metadata(metadata(write))
                .contentType(ContentType.of(key))
                .taggingDirective(TaggingDirective.REPLACE)
                .tagging(tagging())
                .acl(settings.acl().orElse(null))
                .storageClass(settings.storageClass().orElse(null))
                .serverSideEncryption(encryption())
                .ssekmsKeyId(settings.kmsKeyId().orElse(null))
                .bucketKeyEnabled(settings.bucketKey().orElse(null))
                .checksumAlgorithm(checksums() ? ChecksumAlgorithm.CRC32_C : null)
                .requestPayer(payer)
                .expectedBucketOwner(owner)
                .overrideConfiguration(assembling())
                .build());
    }

    /** Look at any object, be it in another bucket, whose owner nobody told. */
    HeadObjectResponse headOf(String bucket, String key) {
        return client.headObject(request -> request.bucket(bucket).key(key).requestPayer(payer));
    }

    HeadBucketResponse headBucket() {
        return client.headBucket(request -> request.bucket(name).expectedBucketOwner(owner));
    }

    @Override
    public void close() {
        client.close();
    }
}
