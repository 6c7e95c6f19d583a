package dev.pgexport.testkit.fault;

import java.util.OptionalLong;

/** How much of a message passes. */
@FunctionalInterface
interface Portion {
    Portion WHOLE = (head, body) -> Long.MAX_VALUE;
    Portion NOTHING = (head, body) -> 0;

    /** Half of the body, one byte of a body of unknown length, half of the head when there is no body. */
    Portion HALF = (head, body) -> {
        long length = body.orElse(2);
        return length == 0 ? head / 2 : head + length / 2;
    };

    static Portion first(long bytes) {
        return (head, body) -> bytes;
    }

    /**
     * Return how many bytes pass.
     *
     * @param head the length of the head
     * @param body the length of the body, where it is known
     */
    long of(int head, OptionalLong body);
}
