package dev.pgexport.engine.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody may have meant by a word that is none. */
public final class Spelling {
    private Spelling() {}

    /** Return the candidate that needs the fewest edits to become the word, when it is near enough to suggest. */
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        int farthest = Math.max(1, Math.min(4, word.length() / 3));
        return candidates.stream()
                .map(candidate -> new Guess(candidate, distance(lower(word), lower(candidate))))
                .filter(guess -> guess.distance <= farthest)
                .min(Comparator.comparingInt(Guess::distance).thenComparing(Guess::candidate))
                .map(Guess::candidate);
    }

    /** Return {@code "; did you mean X?"}, or nothing when no candidate is near. */
    public static String suggestion(String word, Collection<String> candidates) {
        return nearest(word, candidates)
                .map(candidate -> "; did you mean " + candidate + "?")
                .orElse("");
    }

    private record Guess(String candidate, int distance) {}

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    /** Count insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
    static int distance(String left, String right) {
        int[] beforeLast = new int[right.length() + 1];
        int[] last = new int[right.length() + 1];
        int[] current = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                current[j] = Math.min(Math.min(current[j - 1], last[j]) + 1, last[j - 1] + change);
                boolean swapped = i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1);
                if (swapped) {
                    current[j] = Math.min(current[j], beforeLast[j - 2] + 1);
                }
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = current;
            current = spare;
        }
        return last[right.length()];
    }
}
