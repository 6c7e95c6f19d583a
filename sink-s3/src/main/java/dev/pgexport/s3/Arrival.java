package dev.pgexport.s3;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.aws.AwsFailure;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** Compares what a storage says that it has with what was sent, once it says that it is done. */
final class Arrival {
    private final Uploads uploads;
    private final String key;

    Arrival(Uploads uploads, String key) {
        this.uploads = uploads;
        this.key = key;
    }

    /** Say what the refusal of a write means. */
    static ExportException failure(SdkException failure, Condition condition, String action) {
        boolean exists = condition.ifNoneMatch().isPresent()
                && (S3Failure.isRefusedByCondition(failure) || S3Failure.isSimultaneous(failure));
        return exists
                ? new ExportException(Kind.CONFLICT, "cannot " + action + ": it exists already", failure)
                        .withAdvice("choose another --id, or delete the export of that id")
                : AwsFailure.of(failure, action);
    }

    /**
     * Return the object as the storage has it.
     *
     * @param answered what the answer said, with the size that was sent
     * @param sent the checksum of what was sent, when it passed through here
     * @param look whether to look at the object even if the answer had its checksum
     * @throws ExportException of kind INTEGRITY when it is not what was sent; it is deleted then
     */
    Stored confirm(Stored answered, Optional<Crc> sent, boolean look) {
        compare(answered.crc(), sent);
        if (answered.crc().isPresent() && !look) {
            return answered;
        }
        Optional<Stored> found;
        try {
            found = uploads.lookup().find(key);
        } catch (SdkException e) {
            if (answered.crc().isPresent() || S3Failure.isDenied(e)) {
                // Nobody may look, and the server has compared the checksums of what it got.
                return answered;
            }
            throw AwsFailure.of(e, "look at " + shown());
        }
        Stored stored = found.orElseThrow(() -> new ExportException(
                Kind.INTEGRITY, shown() + " was written, and the storage says that there is no such object"));
        if (stored.bytes() != answered.bytes()) {
            throw wrong("has " + stored.bytes() + " bytes, and " + answered.bytes() + " were sent");
        }
        compare(stored.crc(), sent);
        return new Stored(
                stored.bytes(), stored.modified(), stored.etag(), stored.crc().or(answered::crc));
    }

    private void compare(Optional<Crc> stored, Optional<Crc> sent) {
        if (stored.isPresent() && sent.isPresent() && !stored.equals(sent)) {
            throw wrong("has the CRC32C " + stored.get().hex() + ", and "
                    + sent.get().hex() + " was sent");
        }
    }

    private ExportException wrong(String how) {
        ExportException wrong = new ExportException(Kind.INTEGRITY, shown() + " " + how);
        try {
            uploads.bucket().delete(key);
        } catch (SdkException e) {
            wrong.addSuppressed(AwsFailure.of(e, "delete " + shown()));
        }
        return wrong;
    }

    private String shown() {
        return uploads.location().shown(key);
    }
}
