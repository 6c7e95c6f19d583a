package dev.pgexport.snapshot.internal.plan;

import dev.pgexport.api.Selection;
import dev.pgexport.api.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which tables' rows are wanted, by pg_dump's rules: with {@code --table}, {@code --schema} and {@code --exclude-schema} say
 * nothing; {@code --exclude-table} takes from either.
 *
 * <p>Source: PostgreSQL documentation, "pg_dump".
 */
public final class TableChoice {
    private final List<TablePattern> tables;
    private final List<TablePattern> excludedTables;
    private final List<TablePattern> schemas;
    private final List<TablePattern> excludedSchemas;

    private TableChoice(
            List<TablePattern> tables,
            List<TablePattern> excludedTables,
            List<TablePattern> schemas,
            List<TablePattern> excludedSchemas) {
        this.tables = tables;
        this.excludedTables = excludedTables;
        this.schemas = schemas;
        this.excludedSchemas = excludedSchemas;
    }

    /**
     * Read a selection.
     *
     * @param path the schemas that a name without one is looked for in
     */
    public static TableChoice of(Selection selection, String database, List<String> path) {
        List<TablePattern> excluded = new ArrayList<>(tables(selection.excludedTables(), database, path));
        excluded.addAll(tables(selection.excludedTableData(), database, path)); // there is nothing of a table but rows
        return new TableChoice(
                tables(selection.tables(), database, path),
                excluded,
                selection.schemas().stream().map(TablePattern::ofSchema).toList(),
                selection.excludedSchemas().stream().map(TablePattern::ofSchema).toList());
    }

    private static List<TablePattern> tables(List<String> patterns, String database, List<String> path) {
        return patterns.stream()
                .map(text -> TablePattern.ofTable(text, database, path))
                .toList();
    }

    public boolean includes(TableName table) {
        return included(table) && none(excludedTables, table);
    }

    private boolean included(TableName table) {
        if (!tables.isEmpty()) {
            return !none(tables, table);
        }
        return (schemas.isEmpty() || !none(schemas, table)) && none(excludedSchemas, table);
    }

    private static boolean none(List<TablePattern> patterns, TableName table) {
        return patterns.stream().noneMatch(pattern -> pattern.matches(table));
    }

    /** Return the tables that are asked for by their full names: they must be there. */
    public Set<TableName> named() {
        Set<TableName> named = new LinkedHashSet<>();
        for (TablePattern pattern : tables) {
            for (TableName table : full(pattern)) {
                if (includes(table)) {
                    named.add(table);
                }
            }
        }
        return named;
    }

    private static List<TableName> full(TablePattern pattern) {
        List<String> inSchemas = pattern.schemas().literals();
        List<String> names =
                pattern.name().map(TablePattern.NamePattern::literals).orElse(List.of());
        return inSchemas.size() == 1 && names.size() == 1
                ? List.of(new TableName(inSchemas.get(0), names.get(0)))
                : List.of();
    }

    /** Return the patterns that must match something, and match none of these tables. */
    public List<String> unmatched(Collection<TableName> found) {
        List<TablePattern> asked = tables.isEmpty() ? schemas : tables;
        return asked.stream()
                .filter(pattern -> found.stream().noneMatch(pattern::matches))
                .map(TablePattern::text)
                .toList();
    }

    /** Return whether any pattern says what is wanted. */
    public boolean asks() {
        return !tables.isEmpty() || !schemas.isEmpty();
    }

    List<TablePattern> tables() {
        return tables;
    }

    List<TablePattern> schemas() {
        return tables.isEmpty() ? schemas : List.of();
    }

    /** Return whether something is taken from what the patterns ask for, or from everything. */
    boolean excludes() {
        return !excludedTables.isEmpty() || (tables.isEmpty() && !excludedSchemas.isEmpty());
    }
}
