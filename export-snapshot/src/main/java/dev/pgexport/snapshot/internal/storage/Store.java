package dev.pgexport.snapshot.internal.storage;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.aws.AwsClients;
import dev.pgexport.aws.AwsFailure;
import dev.pgexport.aws.AwsSettings;
import dev.pgexport.aws.Integrity;
import dev.pgexport.snapshot.parquet.S3Source;
import dev.pgexport.snapshot.parquet.SeekableSource;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/** Reads, lists and deletes what RDS wrote to a bucket. Thread-safe. */
public final class Store implements AutoCloseable {
    private static final int PAGE = 1000;

    private final S3Client client;
    private final String bucket;
    private final boolean checksums;

    private Store(S3Client client, String bucket, boolean checksums) {
        this.client = client;
        this.bucket = bucket;
        this.checksums = checksums;
    }

    /** Open a bucket; sends no request. */
    public static Store open(AwsClients clients, String bucket) {
        AwsSettings settings = clients.settings();
        boolean checksums = settings.integrity() == Integrity.WHEN_SUPPORTED;
        return new Store(
                clients.configure(S3Client.builder())
                        .forcePathStyle(settings.effectivePathStyle())
                        .requestChecksumCalculation(
                                checksums
                                        ? RequestChecksumCalculation.WHEN_SUPPORTED
                                        : RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(
                                checksums
                                        ? ResponseChecksumValidation.WHEN_SUPPORTED
                                        : ResponseChecksumValidation.WHEN_REQUIRED)
                        .build(),
                bucket,
                checksums);
    }

    public String bucket() {
        return bucket;
    }

    /** Return the region that the bucket says it is in; empty when the server does not say. */
    public Optional<String> region() throws InterruptedException {
        return Optional.ofNullable(
                        call("look at the bucket " + bucket, s3 -> s3.headBucket(head -> head.bucket(bucket)))
                                .bucketRegion())
                .filter(region -> !region.isBlank());
    }

    /** List the objects under a prefix, a page at a time, of each page the biggest first. */
    public Stream<Key> list(String prefix) throws InterruptedException {
        ListObjectsV2Response first = page(prefix, Optional.empty());
        return Stream.iterate(
                        Optional.of(first),
                        Optional::isPresent,
                        last -> Optional.ofNullable(last.orElseThrow().nextContinuationToken())
                                .map(token -> nextPage(prefix, token)))
                .flatMap(page -> page.orElseThrow().contents().stream()
                        .map(object -> new Key(object.key(), object.size(), object.eTag()))
                        .sorted(Comparator.comparingLong(Key::bytes).reversed()));
    }

    private ListObjectsV2Response nextPage(String prefix, String token) {
        try {
            return page(prefix, Optional.of(token));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExportException(Kind.UNAVAILABLE, "interrupted while listing s3://" + bucket + "/" + prefix, e);
        }
    }

    private ListObjectsV2Response page(String prefix, Optional<String> token) throws InterruptedException {
        return call(
                "list s3://" + bucket + "/" + prefix,
                s3 -> s3.listObjectsV2(ListObjectsV2Request.builder()
                        .bucket(bucket)
                        .prefix(prefix)
                        .continuationToken(token.orElse(null))
                        .build()));
    }

    /** Read a small object whole. */
    public byte[] read(Key key) throws InterruptedException {
        return call(
                "read " + shown(key),
                s3 -> s3.getObjectAsBytes(get(key).build()).asByteArray());
    }

    /**
     * Open a Parquet file by one request, which reads its end.
     *
     * @throws ExportException of kind INTEGRITY when it is not as the listing had it
     */
    public SeekableSource source(Key key) {
        S3Source source = S3Source.open(client, bucket, key.key());
        boolean same = source.bytes() == key.bytes()
                && source.etag().filter(key.etag()::equals).isPresent();
        if (!same) {
            throw new ExportException(Kind.INTEGRITY, shown(key) + " changed after RDS had written it");
        }
        return source;
    }

    /** Open an object that is as the listing had it. */
    public InputStream open(Key key) throws InterruptedException {
        return call(
                "read " + shown(key),
                s3 -> s3.getObject(get(key).checksumMode(checksums ? ChecksumMode.ENABLED : null)
                        .build()));
    }

    private GetObjectRequest.Builder get(Key key) {
        return GetObjectRequest.builder().bucket(bucket).key(key.key()).ifMatch(key.etag());
    }

    /** Delete objects; those that are not there are no failure. */
    public void delete(List<String> keys) throws InterruptedException {
        for (int from = 0; from < keys.size(); from += PAGE) {
            List<ObjectIdentifier> page = keys.subList(from, Math.min(keys.size(), from + PAGE)).stream()
                    .map(key -> ObjectIdentifier.builder().key(key).build())
                    .toList();
            DeleteObjectsResponse response = call(
                    "delete objects of s3://" + bucket,
                    s3 -> s3.deleteObjects(request -> request.bucket(bucket)
                            .delete(delete -> delete.objects(page).quiet(true))));
            if (response.hasErrors() && !response.errors().isEmpty()) {
                var error = response.errors().get(0);
                boolean denied = "AccessDenied".equals(error.code());
                throw new ExportException(
                                denied ? Kind.PERMISSION : Kind.UNAVAILABLE,
                                "cannot delete s3://" + bucket + "/" + error.key() + ": " + error.message())
                        .withAdvice(denied ? "let this role do it: s3:DeleteObject" : "try again");
            }
        }
    }

    /** Delete everything under a prefix. */
    public void deleteAll(String prefix) throws InterruptedException {
        List<String> page = new ArrayList<>();
        try (Stream<Key> keys = list(prefix)) {
            for (var each = keys.iterator(); each.hasNext(); ) {
                page.add(each.next().key());
                if (page.size() == PAGE) {
                    delete(page);
                    page.clear();
                }
            }
        }
        delete(page);
    }

    public String shown(Key key) {
        return "s3://" + bucket + "/" + key.key();
    }

    private <T> T call(String action, Function<S3Client, T> call) throws InterruptedException {
        try {
            return call.apply(client);
        } catch (SdkException e) {
            if (Thread.interrupted() || e instanceof AbortedException) {
                InterruptedException interrupted = new InterruptedException("interrupted: cannot " + action);
                interrupted.initCause(e);
                throw interrupted;
            }
            if (AwsFailure.status(e) == 412
                    || AwsFailure.code(e).filter("NoSuchKey"::equals).isPresent()) {
                throw new ExportException(
                        Kind.INTEGRITY, "cannot " + action + ": it is gone, or changed after RDS had written it", e);
            }
            throw AwsFailure.of(e, action);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
