package dev.pgexport.s3;

import dev.pgexport.api.ExportException;
import dev.pgexport.s3.Doubt.Written;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;

/** Puts what fits into one request. Not interruptible: a request that was sent may have been done. */
final class SingleUpload {
    private static final int TIMES_AT_ONCE = 5;

    private final Uploads uploads;
    private final String key;
    private final String write = UUID.randomUUID().toString();

    SingleUpload(Uploads uploads, String key) {
        this.uploads = uploads;
        this.key = key;
    }

    /** @throws ExportException of kind CONFLICT when a condition does not hold */
    Stored put(Bytes bytes, Condition condition) {
        return uploads.background().complete(() -> attempt(bytes, condition));
    }

    private Stored attempt(Bytes bytes, Condition wanted) {
        Crc crc = bytes.crc();
        Condition condition = wanted;
        for (int attempt = 1; ; attempt++) {
            try {
                var response = uploads.bucket().put(key, bytes, write, condition);
                Stored answered = new Stored(
                        bytes.length(),
                        Stored.serverTime(response.sdkHttpResponse()),
                        String.valueOf(response.eTag()),
                        Crc.ofBytes(response.checksumCRC32C()));
                return new Arrival(uploads, key).confirm(answered, Optional.of(crc), false);
            } catch (SdkException e) {
                if (S3Failure.isUnknownToServer(e) && !condition.equals(Condition.NONE)) {
                    // The caller has looked whether there is one: this is as much as such a server can do.
                    condition = Condition.NONE;
                    continue;
                }
                String action = "write " + uploads.location().shown(key);
                ExportException failure = Arrival.failure(e, condition, action);
                if (!S3Failure.leavesDoubt(e)) {
                    throw failure;
                }
                var arrived = uploads.doubt().resolve(new Written(key, write, bytes.length(), Etag.of(bytes.md5())));
                if (arrived.isPresent()) {
                    return arrived.get();
                }
                boolean again = S3Failure.isSimultaneous(e) && attempt < TIMES_AT_ONCE;
                if (!again) {
                    throw failure;
                }
            }
        }
    }
}
