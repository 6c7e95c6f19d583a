package dev.pgexport.s3;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * An object of the sink's own that is good for some time.
 *
 * <p>Its size says for how long after its last modification: a listing shows both, so that no right to read is needed, and
 * the server's clock alone decides. Empty, it is good no more.
 */
final class TimedObject {
    /** What it is longer than its seconds: there is text in it for those who come across it. */
    private static final int LEAST_SIZE = 512;

    /** A server's times have whole seconds. */
    private static final Duration ROUNDING = Duration.ofSeconds(1);

    private TimedObject() {}

    /**
     * Return the content of an object that is good for some time.
     *
     * @param text less than 512 bytes
     * @param validity whole seconds
     */
    static Bytes content(String text, Duration validity) {
        ByteBuffer content = ByteBuffer.allocate(LEAST_SIZE + Math.toIntExact(validity.toSeconds()));
        content.put(text.getBytes(StandardCharsets.UTF_8));
        while (content.hasRemaining()) {
            content.put((byte) ' ');
        }
        return new Bytes(List.of(content.flip()));
    }

    /** Return the content of an object that is good no more. */
    static Bytes ended() {
        return new Bytes(List.of());
    }

    /** Tell whether an object is good. Both times are the server's. */
    static boolean isGood(Stored object, Instant now) {
        return object.bytes() > 0 && now.isBefore(end(object));
    }

    /** Return when an object is good no more, by the server's clock. */
    static Instant end(Stored object) {
        return object.modified()
                .plusSeconds(Math.max(0, object.bytes() - LEAST_SIZE))
                .plus(ROUNDING);
    }
}
