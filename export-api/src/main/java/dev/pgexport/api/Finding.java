package dev.pgexport.api;

import java.util.Optional;

/**
 * One line of a diagnosis.
 *
 * @param status how it stands
 * @param subject what was looked at, as in {@code connection}
 * @param detail what was seen
 * @param advice what to do, when it is not ok
 */
public record Finding(Status status, String subject, String detail, Optional<String> advice) {
    /** How a finding stands. */
    public enum Status {
        OK,
        WARNING,
        FAILURE
    }

    public static Finding ok(String subject, String detail) {
        return new Finding(Status.OK, subject, detail, Optional.empty());
    }

    public static Finding warning(String subject, String detail, String advice) {
        return new Finding(Status.WARNING, subject, detail, Optional.of(advice));
    }

    public static Finding failure(String subject, String detail, String advice) {
        return new Finding(Status.FAILURE, subject, detail, Optional.of(advice));
    }
}
