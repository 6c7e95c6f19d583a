package dev.pgexport.engine.settings;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations as people write them: {@code 30s}, {@code 1h30m}, {@code 500ms}, {@code 0}, {@code PT30S}. */
final class Durations {
    private static final Pattern WHOLE = Pattern.compile("(\\d+\\s*(ms|[smhd])\\s*)+");
    private static final Pattern PART = Pattern.compile("(\\d+)\\s*(ms|[smhd])");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private Durations() {}

    static Duration parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals("0")) {
            return Duration.ZERO;
        }
        if (!WHOLE.matcher(lower).matches()) {
            return parseIso(text);
        }
        try {
            Duration sum = Duration.ZERO;
            for (Matcher part = PART.matcher(lower); part.find(); ) {
                Duration unit = UNITS.getOrDefault(part.group(2), Duration.ZERO);
                sum = sum.plus(unit.multipliedBy(Long.parseLong(part.group(1))));
            }
            return sum;
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("a duration that is too long", e);
        }
    }

    private static Duration parseIso(String text) {
        try {
            Duration duration = Duration.parse(text);
            if (duration.isNegative()) {
                throw new IllegalArgumentException("a duration is not negative");
            }
            return duration;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("not a duration", e);
        }
    }
}
