package dev.pgexport.postgres.connection.internal;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A connection string taken apart.
 *
 * <p>Source: PostgreSQL documentation, "Connection Strings" of libpq. No error repeats any of the string's text but
 * keywords: what is wrong with a connection string is often its password.
 */
public final class ConnectionString {
    private static final Pattern WORD = Pattern.compile("[a-z_]{1,40}");

    private ConnectionString() {}

    /**
     * Return what the connection string says: a URI, keywords and values, or just a database's name.
     *
     * @throws ExportException of kind CONFIGURATION when it is none of them
     */
    public static Map<Keyword, String> parse(String text) {
        if (text.startsWith("postgresql://") || text.startsWith("postgres://")) {
            return UriParser.parse(text);
        }
        if (text.startsWith("jdbc:")) {
            throw malformed(
                    "it is a JDBC URL", "perhaps remove \"jdbc:\" and write the parameters as libpq names them");
        }
        int scheme = text.indexOf("://");
        int equals = text.indexOf('=');
        if (scheme >= 0 && (equals < 0 || scheme < equals)) {
            throw malformed("its scheme is unknown", "perhaps begin it with postgresql://");
        }
        if (equals >= 0) {
            return KeywordValueParser.parse(text);
        }
        Map<Keyword, String> parameters = new EnumMap<>(Keyword.class);
        if (!text.isBlank()) {
            parameters.put(Keyword.DBNAME, text);
        }
        return parameters;
    }

    /** Return the keyword of this name, or say which one may have been meant. */
    static Keyword keyword(String name, String where) {
        return Keyword.of(name).orElseThrow(() -> {
            if (!WORD.matcher(name).matches()) {
                return malformed(
                        "one of " + where + " has a name that is no keyword",
                        "perhaps a value is not quoted, or not percent-encoded in a URI");
            }
            return malformed("\"" + name + "\" in " + where + " is not a keyword", "perhaps " + nearest(name));
        });
    }

    static ExportException malformed(String reason, String advice) {
        return new ExportException(Kind.CONFIGURATION, "the connection string cannot be read: " + reason)
                .withAdvice(advice);
    }

    private static Keyword nearest(String name) {
        return Arrays.stream(Keyword.values())
                .min(Comparator.comparingInt(keyword -> distance(name, keyword.text())))
                .orElseThrow();
    }

    /** Levenshtein's distance. */
    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] current = new int[right.length() + 1];
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int substitution = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
