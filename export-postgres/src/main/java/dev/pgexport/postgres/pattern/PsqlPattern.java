package dev.pgexport.postgres.pattern;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pattern of psql's, translated into regular expressions that match whole names.
 *
 * <p>Unquoted letters are folded to lower case, {@code *} and {@code ?} stand for any characters and any one, dots
 * separate database, schema and name, {@code $} is always a plain character, and what else means something in a regular
 * expression keeps that meaning unless it is within double quotes. See "Patterns" in the PostgreSQL documentation of
 * psql.
 *
 * @param text as the user wrote it
 * @param database the literal name of the database that the pattern is about
 * @param schema a regular expression for the schema; empty means the schemas of the search path
 * @param name a regular expression for the name
 */
public record PsqlPattern(String text, Optional<String> database, Optional<String> schema, String name) {
    private static final String SPECIAL = "|*+?()[]{}.^$\\";

    /**
     * Read a pattern for tables: {@code name}, {@code schema.name} or {@code database.schema.name}.
     *
     * @throws ExportException of kind CONFIGURATION when there are more dots
     */
    public static PsqlPattern ofTable(String text) {
        Translation translation = new Translation(text, 3);
        List<String> parts = translation.parts;
        if (translation.dots > 2) {
            throw wrong("improper relation name (too many dotted names): " + text);
        }
        return new PsqlPattern(
                text,
                translation.dots == 2 ? Optional.of(translation.first.toString()) : Optional.empty(),
                translation.dots >= 1 ? Optional.of(parts.get(parts.size() - 2)) : Optional.empty(),
                parts.get(parts.size() - 1));
    }

    /**
     * Read a pattern for schemas. As with pg_dump, a database cannot be named in it, not even the right one.
     *
     * @throws ExportException of kind CONFIGURATION when there is a dot outside of quotes
     */
    public static PsqlPattern ofSchema(String text) {
        Translation translation = new Translation(text, 1);
        if (translation.dots > 1) {
            throw wrong("improper qualified name (too many dotted names): " + text);
        }
        if (translation.dots == 1) {
            throw wrong("cross-database references are not implemented: " + text);
        }
        return new PsqlPattern(text, Optional.empty(), Optional.empty(), translation.parts.get(0));
    }

    /**
     * Require that the pattern is about this database, when it names one.
     *
     * @throws ExportException of kind CONFIGURATION when it names another
     */
    public void requireDatabase(String current) {
        if (database.isPresent() && !database.get().equals(current)) {
            throw wrong("cross-database references are not implemented: " + text);
        }
    }

    private static ExportException wrong(String message) {
        return new ExportException(Kind.CONFIGURATION, message)
                .withAdvice("perhaps put a name that has a dot in double quotes: '\"a.b\"'");
    }

    /** One pass over a pattern. */
    private static final class Translation {
        private final List<String> parts = new ArrayList<>();
        private final StringBuilder first = new StringBuilder();
        private int dots;

        Translation(String text, int maximalParts) {
            StringBuilder part = new StringBuilder("^(");
            boolean quoted = false;
            int i = 0;
            while (i < text.length()) {
                char c = text.charAt(i++);
                boolean next = i < text.length();
                if (c == '"') {
                    if (quoted && next && text.charAt(i) == '"') {
                        append(part, "\"", c);
                        i++;
                    } else {
                        quoted = !quoted;
                    }
                } else if (!quoted && c >= 'A' && c <= 'Z') {
                    char lower = (char) (c - 'A' + 'a');
                    append(part, String.valueOf(lower), lower);
                } else if (!quoted && c == '*') {
                    append(part, ".*", c);
                } else if (!quoted && c == '?') {
                    append(part, ".", c);
                } else if (!quoted && c == '.') {
                    dots++;
                    if (parts.size() < maximalParts - 1) {
                        parts.add(part.append(")$").toString());
                        part = new StringBuilder("^(");
                    } else {
                        part.append(c);
                    }
                } else if (c == '$') {
                    append(part, "\\$", c);
                } else if (quoted ? SPECIAL.indexOf(c) >= 0 : c == '[' && next && text.charAt(i) == ']') {
                    append(part, "\\" + c, c);
                } else {
                    append(part, String.valueOf(c), c);
                }
            }
            parts.add(part.append(")$").toString());
        }

        private void append(StringBuilder part, String expression, char literal) {
            part.append(expression);
            if (dots == 0) {
                first.append(literal);
            }
        }
    }
}
