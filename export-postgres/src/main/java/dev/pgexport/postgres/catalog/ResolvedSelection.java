package dev.pgexport.postgres.catalog;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.Selection;
import dev.pgexport.postgres.connection.PostgresFailure;
import dev.pgexport.postgres.pattern.PsqlPattern;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The relations and schemas that the patterns of a selection match.
 *
 * @param tables what {@code -t} matches, of any kind; empty means that no pattern was given
 * @param schemas what {@code -n} matches; empty means that no pattern was given
 */
record ResolvedSelection(
        Optional<Set<Long>> tables,
        Set<Long> excludedTables,
        Optional<Set<Long>> schemas,
        Set<Long> excludedSchemas,
        Set<Long> excludedData) {

    private static final String INVALID_REGULAR_EXPRESSION = "2201B";

    /** Whether no pattern says what to take, so that everything is taken: pg_dump's include_everything. */
    boolean everything() {
        return tables.isEmpty() && schemas.isEmpty();
    }

    /**
     * Match the patterns on the server, in the current transaction, under the search path that the session started with.
     *
     * @throws ExportException of kind CONFIGURATION when a pattern is wrong, or when it matches nothing and must not
     */
    static ResolvedSelection resolve(Connection connection, Selection selection) throws SQLException {
        String database = connection.getCatalog();
        Optional<Set<Long>> schemas = included(
                selection.schemas(), "schemas", patterns -> schemas(connection, patterns, selection.strictNames()));
        Set<Long> excludedSchemas = schemas(connection, selection.excludedSchemas(), false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL search_path TO DEFAULT");
            ResolvedSelection resolved = new ResolvedSelection(
                    included(
                            selection.tables(),
                            "tables",
                            patterns -> tables(connection, database, patterns, selection.strictNames())),
                    tables(connection, database, selection.excludedTables(), false),
                    schemas,
                    excludedSchemas,
                    tables(connection, database, selection.excludedTableData(), false));
            statement.execute("SET LOCAL search_path TO ''");
            return resolved;
        }
    }

    private interface Matcher {
        Set<Long> match(List<String> patterns) throws SQLException;
    }

    private static Optional<Set<Long>> included(List<String> patterns, String what, Matcher matcher)
            throws SQLException {
        if (patterns.isEmpty()) {
            return Optional.empty();
        }
        Set<Long> matched = matcher.match(patterns);
        if (matched.isEmpty()) {
            throw new ExportException(
                            Kind.CONFIGURATION,
                            "no matching " + what + " were found for " + String.join(", ", patterns))
                    .withAdvice("perhaps check the pattern: unquoted letters are folded to lower case, and a table"
                            + " outside of the search path needs its schema before it");
        }
        return Optional.of(matched);
    }

    private static Set<Long> schemas(Connection connection, List<String> patterns, boolean strict) throws SQLException {
        Set<Long> matched = new HashSet<>();
        for (String text : patterns) {
            PsqlPattern pattern = PsqlPattern.ofSchema(text);
            String query = "SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname OPERATOR(pg_catalog.~) ?"
                    + " COLLATE pg_catalog.default";
            Set<Long> found = match(connection, query, List.of(pattern.name()), pattern);
            requireMatch(found, strict, "schemas", pattern);
            matched.addAll(found);
        }
        return matched;
    }

    private static Set<Long> tables(Connection connection, String database, List<String> patterns, boolean strict)
            throws SQLException {
        Set<Long> matched = new HashSet<>();
        for (String text : patterns) {
            PsqlPattern pattern = PsqlPattern.ofTable(text);
            pattern.requireDatabase(database);
            String query = "SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
                    + " ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'S', 'v', 'm', 'f', 'p')"
                    + " AND c.relname OPERATOR(pg_catalog.~) ? COLLATE pg_catalog.default AND "
                    + (pattern.schema().isPresent()
                            ? "n.nspname OPERATOR(pg_catalog.~) ? COLLATE pg_catalog.default"
                            : "pg_catalog.pg_table_is_visible(c.oid)");
            List<String> expressions = pattern.schema()
                    .map(schema -> List.of(pattern.name(), schema))
                    .orElseGet(() -> List.of(pattern.name()));
            Set<Long> found = match(connection, query, expressions, pattern);
            requireMatch(found, strict, "tables", pattern);
            matched.addAll(found);
        }
        return matched;
    }

    private static void requireMatch(Set<Long> found, boolean strict, String what, PsqlPattern pattern) {
        if (strict && found.isEmpty()) {
            throw new ExportException(
                            Kind.CONFIGURATION, "no matching " + what + " were found for pattern " + pattern.text())
                    .withAdvice("perhaps correct the pattern, or leave out --strict-names");
        }
    }

    private static Set<Long> match(Connection connection, String query, List<String> expressions, PsqlPattern pattern)
            throws SQLException {
        Set<Long> oids = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < expressions.size(); i++) {
                statement.setString(i + 1, expressions.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    oids.add(rows.getLong(1));
                }
            }
        } catch (SQLException e) {
            if (INVALID_REGULAR_EXPRESSION.equals(e.getSQLState())) {
                throw new ExportException(
                                Kind.CONFIGURATION,
                                "the pattern " + pattern.text() + " is not a valid regular expression: "
                                        + PostgresFailure.of(e, "match a pattern")
                                                .getMessage(),
                                e)
                        .withAdvice("perhaps put characters such as ( [ + | in double quotes");
            }
            throw e;
        }
        return oids;
    }
}
