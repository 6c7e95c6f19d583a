package dev.pgexport.s3;

import dev.pgexport.api.ExportId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The object that says that a run holds an export: {@code .pgexport/<id>.claim}. Any run can judge a claim whatever its own
 * heartbeat, see {@link TimedObject}. Empty, it says that its run has ended and left parts.
 */
final class ClaimObject {
    private static final String SUFFIX = ".claim";

    private ClaimObject() {}

    static String key(S3Location location, ExportId id) {
        return location.ownKey(id, SUFFIX);
    }

    /** Return the export that a key claims. */
    static Optional<ExportId> id(S3Location location, String key) {
        return location.ownId(key, SUFFIX);
    }

    /** Return the content of a claim that is good for some time without being renewed. */
    static Bytes content(ExportId id, String token, Duration validity) {
        return TimedObject.content(
                "A run of pgexport holds the export " + id + ", or did until this was last modified,\n" + "and for "
                        + validity.toSeconds() + " seconds after that. Do not delete this before.\n" + token + "\n",
                validity);
    }

    /** Return the content of the claim of a run that has ended. */
    static Bytes ended() {
        return TimedObject.ended();
    }

    /** Tell whether the run of a claim lives, or may live still. Both times are the server's. */
    static boolean isAlive(Stored claim, Instant now) {
        return TimedObject.isGood(claim, now);
    }
}
