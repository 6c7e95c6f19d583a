package dev.pgexport.compare;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.Selection;
import dev.pgexport.api.TableName;
import dev.pgexport.postgres.pattern.PsqlPattern;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Chooses tables of an export by the patterns of a {@link Selection}, as pg_dump chooses those of a database. A pattern
 * without a schema is for any, since an export has no search_path. Immutable.
 */
public final class SelectedTables implements Predicate<TableName> {
    private final List<Expression> tables;
    private final List<Expression> excludedTables;
    private final List<Expression> schemas;
    private final List<Expression> excludedSchemas;

    /**
     * Read the patterns.
     *
     * @throws ExportException of kind CONFIGURATION when one is none
     */
    public SelectedTables(Selection selection) {
        tables = ofTables(selection.tables());
        excludedTables = ofTables(selection.excludedTables());
        schemas = ofSchemas(selection.schemas());
        excludedSchemas = ofSchemas(selection.excludedSchemas());
    }

    private static List<Expression> ofTables(List<String> patterns) {
        return patterns.stream()
                .map(PsqlPattern::ofTable)
                .map(pattern -> new Expression(
                        expression(pattern, pattern.schema().orElse("")), expression(pattern, pattern.name())))
                .toList();
    }

    private static List<Expression> ofSchemas(List<String> patterns) {
        return patterns.stream()
                .map(PsqlPattern::ofSchema)
                .map(pattern -> new Expression(expression(pattern, pattern.name()), expression(pattern, "")))
                .toList();
    }

    private static Pattern expression(PsqlPattern pattern, String expression) {
        try {
            return Pattern.compile(expression, Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new ExportException(
                    Kind.CONFIGURATION, "not a pattern: " + pattern.text() + ": " + e.getDescription(), e);
        }
    }

    /** Regular expressions to be found in schema and name. */
    private record Expression(Pattern schema, Pattern name) {
        boolean matches(TableName table) {
            return schema.matcher(table.schema()).find()
                    && name.matcher(table.name()).find();
        }
    }

    @Override
    public boolean test(TableName table) {
        boolean included = tables.isEmpty() ? schemaSelected(table) : any(tables, table);
        return included && !any(excludedTables, table);
    }

    /** Patterns for tables take the place of those for schemas. */
    private boolean schemaSelected(TableName table) {
        return (schemas.isEmpty() || any(schemas, table)) && !any(excludedSchemas, table);
    }

    private static boolean any(List<Expression> expressions, TableName table) {
        return expressions.stream().anyMatch(expression -> expression.matches(table));
    }
}
