package dev.pgexport.postgres.catalog;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What the current user may not read of what is selected.
 *
 * @param user the current user
 * @param schemas those without USAGE
 * @param tables those without SELECT
 * @param sequences those without SELECT
 * @param hidden tables of which row-level security would hide rows
 * @param largeObjects how many large objects may not be read
 */
record AccessProblems(
        String user,
        List<String> schemas,
        List<Relation> tables,
        List<Relation> sequences,
        List<Relation> hidden,
        long largeObjects) {

    static AccessProblems of(
            String user,
            Collection<Relation> tables,
            Collection<Relation> sequences,
            DumpRules rules,
            long largeObjects) {
        List<Relation> locked = tables.stream().filter(Relation::lockable).toList();
        List<Relation> readSequences = sequences.stream().filter(rules::data).toList();
        List<Relation> all = new ArrayList<>(locked);
        all.addAll(readSequences);
        return new AccessProblems(
                user,
                all.stream()
                        .filter(relation -> !relation.reachable())
                        .map(relation -> relation.name().schema())
                        .distinct()
                        .toList(),
                locked.stream().filter(table -> !table.readable()).toList(),
                readSequences.stream().filter(sequence -> !sequence.readable()).toList(),
                locked.stream()
                        .filter(table -> table.rowSecurity() && rules.data(table))
                        .toList(),
                largeObjects);
    }

    /** Return all missing rights as one failure, with what grants them. */
    Optional<ExportException> missingRights() {
        MissingRights missing = new MissingRights(user);
        missing.onSchemas(schemas);
        missing.onRelations("table", tables);
        missing.onRelations("sequence", sequences);
        missing.onLargeObjects(largeObjects);
        return missing.failure();
    }

    /** Return which tables would show only some of their rows. */
    Optional<ExportException> hiddenRows() {
        if (hidden.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ExportException(
                        Kind.PERMISSION,
                        "row-level security would hide rows of " + MissingRights.count(hidden.size(), "table")
                                + " from the user "
                                + user + " ("
                                + BoundedList.join(
                                        hidden.stream().map(Relation::name).toList()) + ")")
                .withAdvice("perhaps ALTER ROLE " + SqlIdentifier.quote(user) + " BYPASSRLS; or export as the tables'"
                        + " owner, or leave their rows out with --exclude-table-data"));
    }
}
