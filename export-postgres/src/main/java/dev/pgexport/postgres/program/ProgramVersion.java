package dev.pgexport.postgres.program;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of one of PostgreSQL's programs.
 *
 * @param major as in 17
 * @param minor as in 2; 0 for a beta
 * @param text as the program says it, as in {@code 17.2} or {@code 18beta1}
 */
public record ProgramVersion(int major, int minor, String text) implements Comparable<ProgramVersion> {
    private static final Pattern FORM = Pattern.compile("\\(PostgreSQL\\)\\s+((\\d{1,6})(?:\\.(\\d{1,6}))?\\S*)");

    /** Read what a program prints when asked with {@code --version}. */
    public static Optional<ProgramVersion> parse(String output) {
        Matcher matcher = FORM.matcher(output);
        if (!matcher.find()) {
            return Optional.empty();
        }
        int minor = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        return Optional.of(new ProgramVersion(Integer.parseInt(matcher.group(2)), minor, matcher.group(1)));
    }

    @Override
    public int compareTo(ProgramVersion other) {
        return Comparator.comparingInt(ProgramVersion::major)
                .thenComparingInt(ProgramVersion::minor)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return text;
    }
}
