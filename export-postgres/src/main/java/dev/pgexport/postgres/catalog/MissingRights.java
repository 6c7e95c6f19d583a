package dev.pgexport.postgres.catalog;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Gathers rights that a user lacks, and the statements that grant them, ready to be run. */
final class MissingRights {
    /** From how many relations on a grant for all of a schema reads better than one that names each. */
    private static final int MANY = 10;

    private final String user;
    private final List<String> missing = new ArrayList<>();
    private final List<String> grants = new ArrayList<>();

    MissingRights(String user) {
        this.user = user;
    }

    void onSchemas(List<String> schemas) {
        if (!schemas.isEmpty()) {
            missing.add("USAGE on " + count(schemas.size(), "schema") + " (" + BoundedList.join(schemas) + ")");
            grant("USAGE ON SCHEMA " + SqlIdentifier.quoteAll(schemas));
        }
    }

    /**
     * @param what {@code table} or {@code sequence}
     */
    void onRelations(String what, List<Relation> relations) {
        if (relations.isEmpty()) {
            return;
        }
        missing.add("SELECT on " + count(relations.size(), what) + " ("
                + BoundedList.join(relations.stream().map(Relation::name).toList()) + ")");
        String keyword = what.toUpperCase(Locale.ROOT);
        if (relations.size() <= MANY) {
            grant("SELECT ON " + keyword + " "
                    + relations.stream()
                            .map(relation -> SqlIdentifier.quote(relation.name()))
                            .collect(Collectors.joining(", ")));
        } else {
            grant("SELECT ON ALL " + keyword + "S IN SCHEMA "
                    + SqlIdentifier.quoteAll(relations.stream()
                            .map(relation -> relation.name().schema())
                            .distinct()
                            .toList()));
        }
    }

    void onLargeObjects(long number) {
        if (number > 0) {
            missing.add("SELECT on " + count(number, "large object"));
            grant("SELECT ON LARGE OBJECT <oid>");
        }
    }

    private void grant(String right) {
        grants.add("GRANT " + right + " TO " + SqlIdentifier.quote(user) + ";");
    }

    /** Return all of it as one failure; empty when nothing is missing. */
    Optional<ExportException> failure() {
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new ExportException(Kind.PERMISSION, "the user " + user + " lacks " + String.join(", ", missing))
                        .withAdvice("perhaps " + String.join(" ", grants) + " or leave them out with --exclude-table"));
    }

    static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
