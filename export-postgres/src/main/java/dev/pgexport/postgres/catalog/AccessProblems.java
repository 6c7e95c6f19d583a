package dev.pgexport.postgres.catalog;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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

    /** Return the missing rights in one sentence and what grants them. */
    Optional<ExportException> missingRights() {
        List<String> missing = new ArrayList<>();
        List<String> grants = new ArrayList<>();
        if (!schemas.isEmpty()) {
            missing.add("USAGE on " + count(schemas.size(), "schema") + " (" + BoundedList.join(schemas) + ")");
            grants.add("GRANT USAGE ON SCHEMA "
                    + schemas.stream().map(SqlIdentifier::quote).collect(Collectors.joining(", ")) + " TO "
                    + SqlIdentifier.quote(user) + ";");
        }
        addMissing(tables, "table", missing, grants);
        addMissing(sequences, "sequence", missing, grants);
        if (largeObjects > 0) {
            missing.add("SELECT on " + count(largeObjects, "large object"));
            grants.add("GRANT SELECT ON LARGE OBJECT oid TO " + SqlIdentifier.quote(user) + "; for each");
        }
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new ExportException(Kind.PERMISSION, "the user " + user + " lacks " + String.join(", ", missing))
                        .withAdvice("perhaps " + String.join(" ", grants) + " or leave them out with --exclude-table"));
    }

    private void addMissing(List<Relation> relations, String what, List<String> missing, List<String> grants) {
        if (relations.isEmpty()) {
            return;
        }
        List<String> names = relations.stream()
                .map(relation -> SqlIdentifier.quote(relation.name()))
                .toList();
        missing.add("SELECT on " + count(names.size(), what) + " ("
                + BoundedList.join(relations.stream().map(Relation::name).toList()) + ")");
        String what_ = what.equals("table") ? "TABLE " : "SEQUENCE ";
        grants.add(
                names.size() <= 10
                        ? "GRANT SELECT ON " + what_ + String.join(", ", names) + " TO " + SqlIdentifier.quote(user)
                                + ";"
                        : "GRANT SELECT ON ALL " + what_.strip() + "S IN SCHEMA "
                                + relations.stream()
                                        .map(relation -> SqlIdentifier.quote(
                                                relation.name().schema()))
                                        .distinct()
                                        .collect(Collectors.joining(", "))
                                + " TO " + SqlIdentifier.quote(user) + ";");
    }

    /** Return which tables would show only some of their rows. */
    Optional<ExportException> hiddenRows() {
        if (hidden.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ExportException(
                        Kind.PERMISSION,
                        "row-level security would hide rows of " + count(hidden.size(), "table") + " from the user "
                                + user + " ("
                                + BoundedList.join(
                                        hidden.stream().map(Relation::name).toList()) + ")")
                .withAdvice("perhaps ALTER ROLE " + SqlIdentifier.quote(user) + " BYPASSRLS; or export as the tables'"
                        + " owner, or leave their rows out with --exclude-table-data"));
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
