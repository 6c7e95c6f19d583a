package dev.pgexport.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The name of an export in its location: one path segment that is safe as a key and as a folder.
 *
 * @param value 1 to 128 of {@code A-Z a-z 0-9 . _ -}, a letter or digit first
 */
public record ExportId(String value) implements Comparable<ExportId> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

    public ExportId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "an export id is 1 to 128 of A-Z a-z 0-9 . _ - with a letter or digit first: " + value);
        }
    }

    /** Make an id that sorts by time: {@code 20261121T010203Z-app-copy-k3f9}. */
    public static ExportId create(Instant moment, String database, String strategy, RandomGenerator random) {
        StringBuilder suffix = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            suffix.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new ExportId(TIME.format(moment) + "-" + plain(database) + "-" + plain(strategy) + "-" + suffix);
    }

    private static String plain(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9_]+", "_");
        return plain.length() > 40 ? plain.substring(0, 40) : plain;
    }

    /** Return the name of an object of this export, relative to the location. */
    public ObjectName resolve(ObjectName object) {
        return ObjectName.of(value).resolve(object);
    }

    @Override
    public int compareTo(ExportId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
