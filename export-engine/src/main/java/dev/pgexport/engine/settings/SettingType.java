package dev.pgexport.engine.settings;

import dev.pgexport.api.setting.DataSize;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The type of one value of a setting: reads what a user wrote.
 *
 * @param javaType one of those that {@link dev.pgexport.api.setting.Setting} allows
 */
public record SettingType(Class<?> javaType) {
    private static final Map<Class<?>, String> FORMS = Map.of(
            String.class, "a text",
            int.class, "a whole number",
            long.class, "a whole number",
            boolean.class, "true or false",
            Path.class, "a path",
            URI.class, "a URI",
            Duration.class, "a duration such as 30s, 5m or 1h30m",
            DataSize.class, "a size such as 256MiB");
    private static final Map<Class<?>, String> PLACEHOLDERS = Map.of(
            String.class, "TEXT",
            int.class, "N",
            long.class, "N",
            boolean.class, "true|false",
            Path.class, "PATH",
            URI.class, "URI",
            Duration.class, "DURATION",
            DataSize.class, "SIZE");
    private static final Map<Class<?>, Class<?>> UNBOXED =
            Map.of(Integer.class, int.class, Long.class, long.class, Boolean.class, boolean.class);

    public SettingType {
        javaType = UNBOXED.getOrDefault(javaType, javaType);
        if (!FORMS.containsKey(javaType) && !javaType.isEnum()) {
            throw new IllegalArgumentException("not a type of settings: " + javaType.getName());
        }
    }

    /** Return whether it has the two values true and false. */
    public boolean isBoolean() {
        return javaType == boolean.class;
    }

    /** Return the values of an enum as users write them, in order; empty for every other type. */
    public List<String> choices() {
        return javaType.isEnum()
                ? Arrays.stream(javaType.getEnumConstants())
                        .map(constant -> spelled((Enum<?>) constant))
                        .toList()
                : List.of();
    }

    /** Return what a value looks like, as in {@code a whole number}. */
    String form() {
        return javaType.isEnum() ? "one of " + String.join(", ", choices()) : FORMS.getOrDefault(javaType, "a text");
    }

    /** Return what stands for a value in help. */
    String placeholder() {
        return javaType.isEnum() ? String.join("|", choices()) : PLACEHOLDERS.getOrDefault(javaType, "TEXT");
    }

    /**
     * Read a value.
     *
     * @throws IllegalArgumentException when the text is none
     */
    Object parse(String text) {
        if (javaType == String.class) {
            return text;
        }
        String stripped = text.strip();
        if (javaType == int.class) {
            return Integer.parseInt(stripped);
        }
        if (javaType == long.class) {
            return Long.parseLong(stripped);
        }
        if (javaType == boolean.class) {
            return parseBoolean(stripped);
        }
        if (javaType == Duration.class) {
            return Durations.parse(stripped);
        }
        if (javaType == DataSize.class) {
            return DataSize.parse(stripped);
        }
        if (javaType == Path.class) {
            return parsePath(text);
        }
        if (javaType == URI.class) {
            return parseUri(stripped);
        }
        return parseChoice(stripped)
                .orElseThrow(() -> new IllegalArgumentException("none of " + String.join(", ", choices())));
    }

    private Optional<Object> parseChoice(String text) {
        return Arrays.stream(javaType.getEnumConstants())
                .map(Object.class::cast)
                .filter(constant -> spelled((Enum<?>) constant).equalsIgnoreCase(text))
                .findFirst();
    }

    private static String spelled(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static boolean parseBoolean(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static Path parsePath(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a path is not empty");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(e.getReason(), e);
        }
    }

    private static URI parseUri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // The exception's own message repeats the text, which may hold a password.
            throw new IllegalArgumentException(e.getReason());
        }
    }
}
