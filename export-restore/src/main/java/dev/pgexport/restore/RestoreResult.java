package dev.pgexport.restore;

import java.time.Duration;
import java.util.List;

/**
 * What a restore did.
 *
 * @param database the database, for messages
 * @param tables how many tables have their rows back
 * @param rows how many rows these have
 * @param resumed whether it went on where an earlier one was interrupted
 * @param warnings what a person should know
 * @param took how long it took
 */
public record RestoreResult(
        String database, long tables, long rows, boolean resumed, List<String> warnings, Duration took) {
    public RestoreResult {
        warnings = List.copyOf(warnings);
    }
}
