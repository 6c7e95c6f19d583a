package dev.pgexport.snapshot.internal.plan;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.TableName;
import dev.pgexport.postgres.pattern.PsqlPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of psql's, matched without a server: RDS names the tables only once it has exported them.
 *
 * @param text as the user wrote it
 * @param schemas that it is about
 * @param name the table's; empty in a pattern for schemas
 */
record TablePattern(String text, NamePattern schemas, Optional<NamePattern> name) {
    /**
     * Read a pattern for tables.
     *
     * @param path the schemas that a name without one is looked for in
     */
    static TablePattern ofTable(String text, String database, List<String> path) {
        PsqlPattern pattern = PsqlPattern.ofTable(text);
        pattern.requireDatabase(database);
        NamePattern schemas =
                pattern.schema().map(schema -> NamePattern.of(text, schema)).orElseGet(() -> NamePattern.anyOf(path));
        return new TablePattern(text, schemas, Optional.of(NamePattern.of(text, pattern.name())));
    }

    static TablePattern ofSchema(String text) {
        return new TablePattern(
                text, NamePattern.of(text, PsqlPattern.ofSchema(text).name()), Optional.empty());
    }

    boolean matches(TableName table) {
        return schemas.matches(table.schema())
                && name.map(pattern -> pattern.matches(table.name())).orElse(true);
    }

    /**
     * One part of a pattern.
     *
     * @param literals the only names that match; empty when others may
     */
    record NamePattern(Pattern expression, List<String> literals) {
        private static final String SPECIAL = "|*+?()[]{}.^$\\";

        static NamePattern of(String text, String regularExpression) {
            try {
                return new NamePattern(
                        Pattern.compile(regularExpression, Pattern.DOTALL),
                        literal(regularExpression.substring(2, regularExpression.length() - 2)).stream()
                                .toList());
            } catch (PatternSyntaxException e) {
                throw new ExportException(
                                Kind.CONFIGURATION, "the pattern " + text + " is not a valid regular expression", e)
                        .withAdvice("perhaps put characters such as ( [ + | in double quotes");
            }
        }

        static NamePattern anyOf(List<String> names) {
            return new NamePattern(
                    Pattern.compile(
                            String.join("|", names.stream().map(Pattern::quote).toList())),
                    names);
        }

        private static Optional<String> literal(String body) {
            StringBuilder literal = new StringBuilder();
            List<Character> rest = new ArrayList<>();
            for (int i = 0; i < body.length(); i++) {
                char c = body.charAt(i);
                if (c == '\\' && i + 1 < body.length() && SPECIAL.indexOf(body.charAt(i + 1)) >= 0) {
                    literal.append(body.charAt(++i));
                } else if (SPECIAL.indexOf(c) >= 0) {
                    rest.add(c);
                } else {
                    literal.append(c);
                }
            }
            return rest.isEmpty() ? Optional.of(literal.toString()) : Optional.empty();
        }

        boolean matches(String name) {
            return expression.matcher(name).matches();
        }
    }
}
