package dev.pgexport.s3;

import dev.pgexport.api.Checksums;
import dev.pgexport.api.Checksums.Comparison;
import dev.pgexport.api.ExistingObject;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.aws.AwsFailure;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Has the server copy an object of any size to a key. */
final class ServerCopy {
    private final Uploads uploads;
    private final String key;

    ServerCopy(Uploads uploads, String key) {
        this.uploads = uploads;
        this.key = key;
    }

    /**
     * Copy an object, and see that the copy is whole.
     *
     * @param seen what it must be still
     * @throws ExportException of kind INTEGRITY when there is no such object any more, or the copy is not like it
     */
    Stored from(String bucket, String sourceKey, ExistingObject seen) throws InterruptedException {
        String shown = "s3://" + bucket + "/" + sourceKey;
        HeadObjectResponse source;
        try {
            source = uploads.bucket().headOf(bucket, sourceKey);
        } catch (SdkException e) {
            throw S3Failure.isMissing(e)
                    ? new ExportException(Kind.INTEGRITY, "there is no " + shown, e)
                    : AwsFailure.of(e, "look at " + shown);
        }
        refuseAnother(shown, seen, source);
        CopySource from = new CopySource(bucket, sourceKey, source.eTag());
        if (source.contentLength() > uploads.greatestCopy()) {
            inParts(from, source.contentLength());
        } else {
            atOnce(from, shown);
        }
        return confirmed(seen);
    }

    private static void refuseAnother(String shown, ExistingObject seen, HeadObjectResponse source) {
        Checksums now = Lookup.stored(source).checksums();
        if (source.contentLength() != seen.bytes() || now.compare(seen.checksums()) == Comparison.DIFFERENT) {
            throw new ExportException(
                    Kind.INTEGRITY,
                    shown + " was replaced: it has " + source.contentLength() + " bytes and " + now + ", and had "
                            + seen.bytes() + " bytes and " + seen.checksums());
        }
    }

    private void atOnce(CopySource source, String shown) {
        uploads.background().complete(() -> {
            try {
                uploads.bucket().copy(key, source, UUID.randomUUID().toString());
                return true;
            } catch (SdkException e) {
                throw AwsFailure.of(
                        e, "copy " + shown + " to " + uploads.location().shown(key));
            }
        });
    }

    private void inParts(CopySource source, long bytes) throws InterruptedException {
        try (PartedUpload upload = PartedUpload.begin(uploads, key)) {
            long step = uploads.greatestCopy();
            for (long first = 0; first < bytes; first += step) {
                upload.append(source, first, Math.min(step, bytes - first));
            }
            upload.finish(Optional.empty(), Condition.NONE);
        }
    }

    private Stored confirmed(ExistingObject source) {
        Stored copy;
        try {
            copy = uploads.lookup()
                    .find(key)
                    .orElseThrow(() -> new ExportException(
                            Kind.INTEGRITY, uploads.location().shown(key) + " was copied, and is not there"));
        } catch (SdkException e) {
            throw AwsFailure.of(e, "look at " + uploads.location().shown(key));
        }
        Checksums hashes = source.checksums().hashes();
        if (copy.bytes() != source.bytes() || copy.checksums().compare(hashes) == Comparison.DIFFERENT) {
            throw new ExportException(
                    Kind.INTEGRITY,
                    uploads.location().shown(key) + " has " + copy.bytes() + " bytes and " + copy.checksums()
                            + ", and what it was copied from has " + source.bytes() + " and " + source.checksums());
        }
        return copy;
    }
}
