package dev.pgexport.s3;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Finds single objects: by HEAD, which tells the most, or where that right is missing (it is s3:GetObject) by a listing.
 * Failures are the SDK's own. Thread-safe.
 */
final class Lookup {
    private final Bucket bucket;

    Lookup(Bucket bucket) {
        this.bucket = bucket;
    }

    /** Find an object by whatever right there is. */
    Optional<Stored> find(String key) {
        try {
            Optional<HeadObjectResponse> head = head(key);
            // A proxy that compresses tells no size.
            return head.isPresent() && head.get().contentLength() == null ? listed(key) : head.map(Lookup::stored);
        } catch (SdkException e) {
            if (S3Failure.isMute(e)) {
                // If that fails, too, its answer says why.
                return listed(key);
            }
            throw e;
        }
    }

    Optional<HeadObjectResponse> head(String key) {
        try {
            return Optional.of(bucket.head(key));
        } catch (SdkException e) {
            if (S3Failure.isMissing(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    static Stored stored(HeadObjectResponse head) {
        return new Stored(
                head.contentLength(),
                head.lastModified(),
                String.valueOf(head.eTag()),
                Crc.ofBytes(head.checksumCRC32C()),
                Crc.nvme(head.checksumCRC64NVME()));
    }

    /** Find an object in a listing. */
    Optional<Stored> listed(String key) {
        return in(bucket.list(key, null, null, 1), key);
    }

    /** Find an object in an answer whose first key, if there is such an object, is its. */
    static Optional<Stored> in(ListObjectsV2Response page, String key) {
        List<S3Object> objects = page.contents();
        return objects.stream()
                .filter(object -> object.key().equals(key))
                .findFirst()
                .map(Lookup::stored);
    }

    static Stored stored(S3Object object) {
        return new Stored(object.size(), object.lastModified(), String.valueOf(object.eTag()), Optional.empty());
    }
}
