package dev.pgexport.postgres.connection.internal;

import java.util.EnumMap;
import java.util.Map;

/** Reads {@code keyword = value} pairs, values quoted by {@code '} and escaped by a backslash where needed. */
final class KeywordValueParser {
    private final String text;
    private int position;

    private KeywordValueParser(String text) {
        this.text = text;
    }

    static Map<Keyword, String> parse(String text) {
        return new KeywordValueParser(text).pairs();
    }

    private Map<Keyword, String> pairs() {
        Map<Keyword, String> pairs = new EnumMap<>(Keyword.class);
        for (skipSpace(); position < text.length(); skipSpace()) {
            String name = name();
            skipSpace();
            if (position == text.length() || text.charAt(position) != '=') {
                throw ConnectionString.malformed(
                        "a keyword has no \"=\" after it, at character " + (position + 1),
                        "perhaps put a value with spaces in single quotes");
            }
            position++;
            skipSpace();
            pairs.put(ConnectionString.keyword(name, "the connection string"), value());
        }
        return pairs;
    }

    private String name() {
        int start = position;
        while (position < text.length() && text.charAt(position) != '=' && !isSpace(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position);
    }

    private String value() {
        boolean quoted = position < text.length() && text.charAt(position) == '\'';
        if (quoted) {
            position++;
        }
        StringBuilder value = new StringBuilder();
        while (position < text.length()) {
            char next = text.charAt(position);
            if (quoted ? next == '\'' : isSpace(next)) {
                position++;
                return value.toString();
            }
            position++;
            if (next != '\\') {
                value.append(next);
            } else if (position < text.length()) {
                value.append(text.charAt(position++));
            }
        }
        if (quoted) {
            throw ConnectionString.malformed(
                    "a quoted value has no closing quote", "perhaps write ' in a value as \\'");
        }
        return value.toString();
    }

    private void skipSpace() {
        while (position < text.length() && isSpace(text.charAt(position))) {
            position++;
        }
    }

    /** C's isspace: not what Java or Unicode takes for space. */
    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
