package dev.pgexport.cli.location;

import java.util.regex.Pattern;

/**
 * Writes a moment within an id as ids that pgexport makes have it, {@code 20261121T010203Z}: EventBridge Scheduler and others
 * can only put in {@code 2026-11-21T01:02:03Z}, and an id has no colon.
 */
final class MomentInId {
    private static final Pattern EXTENDED =
            Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})T(\\d{2}):(\\d{2}):(\\d{2})(?:\\.\\d+)?Z");

    private MomentInId() {}

    static String compact(String id) {
        return EXTENDED.matcher(id).replaceAll("$1$2$3T$4$5$6Z");
    }
}
