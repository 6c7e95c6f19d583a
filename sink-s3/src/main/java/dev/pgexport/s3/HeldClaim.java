package dev.pgexport.s3;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.aws.AwsFailure;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** A claim that this process holds, as long as it renews it. Thread-safe. */
final class HeldClaim {
    private static final Logger LOG = LoggerFactory.getLogger(HeldClaim.class);

    private final Bucket bucket;
    private final Lookup lookup;
    private final S3Location location;
    private final ExportId id;
    private final String token;
    private final Duration validity;
    private String etag;
    private boolean lost;
    private boolean ended;

    /** Without the right to read, or where the server does not know it, S3 compares no ETag: then the listing's is compared. */
    private boolean conditional = true;

    HeldClaim(
            Bucket bucket,
            Lookup lookup,
            S3Location location,
            ExportId id,
            String token,
            Duration validity,
            String etag) {
        this.bucket = bucket;
        this.lookup = lookup;
        this.location = location;
        this.id = id;
        this.token = token;
        this.validity = validity;
        this.etag = etag;
    }

    ExportId id() {
        return id;
    }

    private String key() {
        return ClaimObject.key(location, id);
    }

    /** Say once more that the run lives. Failures to reach the server are for the next time. */
    synchronized void renew() {
        if (lost || ended) {
            return;
        }
        try {
            replace(ClaimObject.content(id, token, validity));
        } catch (SdkException e) {
            LOG.atWarn().setCause(e).addKeyValue("export", id).log("cannot renew the claim now");
        }
    }

    /**
     * See to it that the claim is held at this moment.
     *
     * @throws ExportException of kind CONFLICT when another run has taken the export, UNAVAILABLE when nobody can tell
     */
    synchronized void confirm() {
        if (!lost) {
            try {
                replace(ClaimObject.content(id, token, validity));
            } catch (SdkException e) {
                throw AwsFailure.of(e, "renew the claim " + location.shown(key()));
            }
        }
        check();
    }

    /** @throws ExportException of kind CONFLICT when another run is known to have taken the export */
    synchronized void check() {
        if (lost) {
            throw new ExportException(
                            Kind.CONFLICT,
                            "another run has taken " + id + " in " + location + ", as this one had been silent for more"
                                    + " than " + validity.toSeconds() + " s")
                    .withAdvice("perhaps give a longer --s3-heartbeat where networks fail or machines sleep for long");
        }
    }

    /** Write the claim's object anew, or find out that it is another's now. */
    private void replace(Bytes content) {
        try {
            if (conditional) {
                etag = bucket.putOwn(key(), content, token, Condition.unchanged(etag))
                        .eTag();
                return;
            }
        } catch (SdkException e) {
            if (S3Failure.isRefusedByCondition(e) || S3Failure.isMissing(e)) {
                lookAgain(e);
                return;
            }
            if (!S3Failure.isDenied(e) && !S3Failure.isUnknownToServer(e)) {
                throw e;
            }
            conditional = false;
        }
        if (isListedAsMine()) {
            etag = bucket.putOwn(key(), content, token, Condition.NONE).eTag();
        } else {
            lost = true;
        }
    }

    /** The answer to a first attempt may have been lost: then it is the own ETag that has changed. */
    private void lookAgain(SdkException refused) {
        Optional<String> own = lookup.head(key())
                .filter(head ->
                        head.hasMetadata() && token.equals(head.metadata().get(Bucket.WRITE)))
                .map(head -> String.valueOf(head.eTag()));
        if (own.isPresent()) {
            etag = own.get();
        } else {
            lost = true;
            LOG.atWarn().setCause(refused).addKeyValue("export", id).log("another run has taken the export");
        }
    }

    private boolean isListedAsMine() {
        return lookup.listed(key()).filter(claim -> claim.etag().equals(etag)).isPresent();
    }

    /**
     * Give the claim back; failures are the SDK's own.
     *
     * @param keep whether its object stays, as the evidence that what lies there is what a run left
     */
    synchronized void end(boolean keep) {
        if (ended || lost) {
            return;
        }
        if (keep || !delete()) {
            replace(ClaimObject.ended());
        }
        ended = true;
    }

    private boolean delete() {
        if (!isListedAsMine()) {
            // It is another's, or gone.
            return true;
        }
        try {
            bucket.delete(key());
            return true;
        } catch (SdkException e) {
            if (S3Failure.isDenied(e)) {
                return false;
            }
            throw e;
        }
    }
}
