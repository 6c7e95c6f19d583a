package dev.pgexport.postgres.catalog;

import java.util.Map;
import java.util.Optional;

/**
 * Decides what pg_dump would decide: which relations it dumps, and of which it dumps the data.
 *
 * <p>The rules are those of pg_dump 13 to 18 without its options that the selection does not have.
 */
final class DumpRules {
    private final Map<Long, Relation> relations;
    private final ResolvedSelection selection;
    private final ExtensionConfiguration extensions;
    private final boolean schemaOnly;
    private final boolean standby;

    DumpRules(
            Map<Long, Relation> relations,
            ResolvedSelection selection,
            ExtensionConfiguration extensions,
            boolean schemaOnly,
            boolean standby) {
        this.relations = relations;
        this.selection = selection;
        this.extensions = extensions;
        this.schemaOnly = schemaOnly;
        this.standby = standby;
    }

    /** Whether the patterns select the relation; membership in an extension is not looked at. */
    boolean matched(Relation relation) {
        boolean included = selection
                .tables()
                .map(tables -> tables.contains(relation.oid()))
                .orElseGet(() -> schemaSelected(relation));
        return included && !selection.excludedTables().contains(relation.oid());
    }

    private boolean schemaSelected(Relation relation) {
        if (selection.tables().isPresent()) {
            return false;
        }
        boolean included = selection
                .schemas()
                .map(schemas -> schemas.contains(relation.schemaOid()))
                .orElseGet(() -> !system(relation));
        return included && !selection.excludedSchemas().contains(relation.schemaOid());
    }

    /** Whether the relation is in a schema that only a pattern can select. */
    static boolean system(Relation relation) {
        String schema = relation.name().schema();
        return schema.startsWith("pg_") || schema.equals("information_schema");
    }

    /** Whether the relation's definition is dumped: those of an extension's members never are. */
    private boolean selected(Relation relation) {
        return relation.extension().isEmpty() && matched(relation);
    }

    /** Whether the rows that an extension has marked as its users' are dumped; false when it has marked none. */
    private boolean configurationSelected(Relation relation, Relation.Extension extension) {
        if (!extensions.marked(relation)) {
            return false;
        }
        boolean schema = schemaSelected(relation) && !extensions.schemas().contains(relation.schemaOid());
        boolean table = selection
                .tables()
                .map(tables -> tables.contains(relation.oid()))
                .orElse(false);
        boolean wholeExtension = selection.everything() && !extension.builtIn();
        return (wholeExtension || schema || table)
                && !selection.excludedTables().contains(relation.oid())
                && !selection.excludedSchemas().contains(relation.schemaOid());
    }

    /** Whether the relation is part of the export: a table that is listed, or a sequence. */
    boolean listed(Relation relation) {
        if (relation.sequence()) {
            return sequenceListed(relation);
        }
        return relation.extension()
                .map(extension -> configurationSelected(relation, extension))
                .orElseGet(() -> selected(relation));
    }

    private boolean sequenceListed(Relation sequence) {
        boolean alone = sequence.extension()
                .map(extension -> configurationSelected(sequence, extension))
                .orElseGet(() -> selected(sequence));
        Optional<Relation> owner = owner(sequence);
        if (owner.isEmpty()) {
            return alone;
        }
        boolean withOwner = selected(owner.get());
        if (sequence.identity() && !withOwner && owner.get().extension().isEmpty()) {
            return false;
        }
        return alone || withOwner;
    }

    Optional<Relation> owner(Relation sequence) {
        return sequence.owner().flatMap(oid -> Optional.ofNullable(relations.get(oid)));
    }

    /** Return why the data of a listed relation is not dumped; empty when it is, or when it has none of its own. */
    Optional<String> reasonWithoutData(Relation relation) {
        return switch (relation.kind()) {
            case 'p' -> Optional.empty();
            case 'f' ->
                Optional.of("a foreign table: its rows are on the foreign server "
                        + relation.foreignServer().orElse("it names"));
            case 'm' -> Optional.of("a materialized view: REFRESH MATERIALIZED VIEW computes its rows again");
            default -> reasonWithoutStoredData(relation);
        };
    }

    private Optional<String> reasonWithoutStoredData(Relation relation) {
        if (schemaOnly) {
            return Optional.of("only definitions are exported: --schema-only");
        }
        if (relation.unlogged() && standby) {
            return Optional.of("unlogged: a standby does not have it");
        }
        if (selection.excludedData().contains(relation.oid())) {
            return Optional.of("excluded by --exclude-table-data");
        }
        return Optional.empty();
    }

    boolean data(Relation relation) {
        return (relation.ordinary() || relation.sequence())
                && reasonWithoutStoredData(relation).isEmpty();
    }

    /** Return the clause that limits the rows of an extension's table. */
    Optional<String> condition(Relation relation) {
        if (relation.extension().isEmpty()) {
            return Optional.empty();
        }
        return Optional.ofNullable(extensions.conditions().get(relation.oid())).filter(clause -> !clause.isEmpty());
    }

    /** Whether large objects are dumped: not when a pattern says what to take. */
    boolean largeObjects() {
        return selection.everything() && !schemaOnly;
    }
}
