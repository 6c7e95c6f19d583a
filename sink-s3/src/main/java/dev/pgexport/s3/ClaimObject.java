package dev.pgexport.s3;

import dev.pgexport.api.ExportId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The object that says that a run holds an export: {@code .pgexport/<id>.claim}.
 *
 * <p>Its size says for how long after its last modification it is good: a listing shows both, so that no right to read is
 * needed, and any run can judge a claim whatever its own heartbeat. Empty, it says that its run has ended and left parts.
 */
final class ClaimObject {
    private static final String SUFFIX = ".claim";

    /** What a claim is longer than its seconds: there is text in it for those who come across it. */
    private static final int LEAST_SIZE = 512;

    /** A server's times have whole seconds. */
    private static final Duration ROUNDING = Duration.ofSeconds(1);

    private ClaimObject() {}

    static String key(S3Location location, ExportId id) {
        return location.ownKeys() + id.value() + SUFFIX;
    }

    /** Return the export that a key claims. */
    static Optional<ExportId> id(S3Location location, String key) {
        if (!key.startsWith(location.ownKeys()) || !key.endsWith(SUFFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new ExportId(key.substring(location.ownKeys().length(), key.length() - SUFFIX.length())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Return the content of a claim that is good for some time without being renewed. */
    static Bytes content(ExportId id, String token, Duration validity) {
        byte[] text = ("A run of pgexport holds the export " + id + ", or did until this was last modified,\n"
                        + "and for " + validity.toSeconds() + " seconds after that. Do not delete this before.\n"
                        + token + "\n")
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer content = ByteBuffer.allocate(LEAST_SIZE + (int) validity.toSeconds());
        content.put(text);
        while (content.hasRemaining()) {
            content.put((byte) ' ');
        }
        return new Bytes(List.of(content.flip()));
    }

    /** Return the content of the claim of a run that has ended. */
    static Bytes ended() {
        return new Bytes(List.of());
    }

    /** Tell whether the run of a claim lives, or may live still. Both times are the server's. */
    static boolean isAlive(Stored claim, Instant now) {
        if (claim.bytes() == 0) {
            return false;
        }
        Duration validity = Duration.ofSeconds(Math.max(0, claim.bytes() - LEAST_SIZE));
        return now.isBefore(claim.modified().plus(validity).plus(ROUNDING));
    }
}
