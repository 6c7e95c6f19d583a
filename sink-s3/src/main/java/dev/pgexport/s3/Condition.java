package dev.pgexport.s3;

import java.util.Optional;

/**
 * What an object must be like to be replaced.
 *
 * @param ifMatch its ETag
 * @param ifNoneMatch {@code *} when there must be none
 */
record Condition(Optional<String> ifMatch, Optional<String> ifNoneMatch) {
    static final Condition NONE = new Condition(Optional.empty(), Optional.empty());
    static final Condition ABSENT = new Condition(Optional.empty(), Optional.of("*"));

    static Condition unchanged(String etag) {
        return new Condition(Optional.of(etag), Optional.empty());
    }
}
