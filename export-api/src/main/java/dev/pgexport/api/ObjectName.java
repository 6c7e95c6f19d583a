package dev.pgexport.api;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * The name of an object: a relative path with {@code /} between its segments, safe as an S3 key and as a path.
 *
 * <p>A segment is not empty, not {@code .} or {@code ..}, has no control character, backslash or unpaired surrogate,
 * takes at most 255 bytes of UTF-8 (NAME_MAX of Linux's file systems) and does not start with {@code .pgexport}, which
 * is the sinks' own. The whole takes at most 1,024 bytes (the limit of an S3 key, see "Naming Amazon S3 objects").
 */
public record ObjectName(String value) implements Comparable<ObjectName> {
    /** What the names of a sink's own files start with; no object's segment does. */
    public static final String RESERVED_PREFIX = ".pgexport";

    private static final int MAXIMAL_BYTES = 1024;
    private static final int MAXIMAL_SEGMENT_BYTES = 255;

    public ObjectName {
        if (value.getBytes(StandardCharsets.UTF_8).length > MAXIMAL_BYTES) {
            throw new IllegalArgumentException("an object name takes at most 1024 bytes: " + value);
        }
        for (String segment : value.split("/", -1)) {
            checkSegment(segment, value);
        }
    }

    private static void checkSegment(String segment, String name) {
        if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
            throw new IllegalArgumentException("an object name is relative, without empty, . or .. segments: " + name);
        }
        if (segment.startsWith(RESERVED_PREFIX)) {
            throw new IllegalArgumentException("names that start with " + RESERVED_PREFIX + " are reserved: " + name);
        }
        if (segment.getBytes(StandardCharsets.UTF_8).length > MAXIMAL_SEGMENT_BYTES) {
            throw new IllegalArgumentException("a segment of an object name takes at most 255 bytes: " + name);
        }
        boolean unsafe = segment.codePoints()
                .anyMatch(c -> Character.isISOControl(c) || c == '\\' || Character.getType(c) == Character.SURROGATE);
        if (unsafe) {
            throw new IllegalArgumentException(
                    "an object name has no control character, backslash or unpaired surrogate: " + name);
        }
    }

    /** Join segments to a name. */
    public static ObjectName of(String first, String... more) {
        return new ObjectName(more.length == 0 ? first : first + "/" + String.join("/", more));
    }

    /**
     * Return any text in characters that a segment may have, different for every two texts.
     *
     * <p>Letters and digits of any script, {@code _}, {@code -} and {@code $} stand for themselves, every other
     * character is percent-encoded. The length is not looked at.
     */
    public static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '$') {
                encoded.appendCodePoint(c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
                }
            }
        });
        return encoded.toString();
    }

    public ObjectName resolve(ObjectName child) {
        return new ObjectName(value + "/" + child.value);
    }

    /** Return this name with a suffix to its last segment, as in {@code .zst}. */
    public ObjectName withSuffix(String suffix) {
        return new ObjectName(value + suffix);
    }

    /** Return whether this name lies below the folder of that name. */
    public boolean isBelow(ObjectName folder) {
        return value.startsWith(folder.value + "/");
    }

    public List<String> segments() {
        return List.of(value.split("/"));
    }

    @Override
    public int compareTo(ObjectName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
