package dev.pgexport.s3;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Finds out whether a write whose answer was lost has been done all the same. Thread-safe. */
final class Doubt {
    private static final Logger LOG = LoggerFactory.getLogger(Doubt.class);

    /** What made one answer get lost may last. */
    private static final int TIMES_TO_LOOK = 4;

    private final Lookup lookup;

    Doubt(Lookup lookup) {
        this.lookup = lookup;
    }

    /**
     * What was written.
     *
     * @param key where
     * @param write what no other write has in its metadata
     * @param bytes the size
     * @param etag what S3 gives to such bytes unless KMS encrypts them
     */
    record Written(String key, String write, long bytes, String etag) {}

    /** Return the object when it is the one that was written; empty when it is not, or nobody may tell. */
    Optional<Stored> resolve(Written written) {
        for (int times = 1; times <= TIMES_TO_LOOK; times++) {
            try {
                return look(written);
            } catch (SdkException e) {
                LOG.atDebug().setCause(e).addKeyValue("key", written.key).log("cannot see whether it was written");
            }
        }
        return Optional.empty();
    }

    private Optional<Stored> look(Written written) {
        try {
            return lookup.head(written.key)
                    .filter(head -> isFrom(head, written))
                    .map(Lookup::stored);
        } catch (SdkException e) {
            if (S3Failure.isDenied(e)) {
                return byListing(written);
            }
            throw e;
        }
    }

    private static boolean isFrom(HeadObjectResponse head, Written written) {
        return head.hasMetadata()
                && written.write.equals(head.metadata().get(Bucket.WRITE))
                && Long.valueOf(written.bytes).equals(head.contentLength());
    }

    private Optional<Stored> byListing(Written written) {
        return lookup.listed(written.key)
                .filter(stored ->
                        stored.bytes() == written.bytes && stored.etag().equals(written.etag));
    }
}
