package dev.pgexport.postgres.catalog;

import dev.pgexport.api.manifest.LeftOut;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what is not exported, and why, so that nothing is left out silently. */
final class Omissions {
    private static final String CHILDREN =
            "SELECT i.inhparent, i.inhrelid FROM pg_catalog.pg_inherits i WHERE i.inhparent = ANY (?)";

    private final DumpRules rules;
    private final Map<Long, Relation> relations;
    private final Map<Long, Relation> listed;

    /**
     * @param relations all relations
     * @param listed those that are part of the export
     */
    Omissions(DumpRules rules, Map<Long, Relation> relations, Map<Long, Relation> listed) {
        this.rules = rules;
        this.relations = relations;
        this.listed = listed;
    }

    List<LeftOut> find(Connection connection, LargeObjects largeObjects) throws SQLException {
        List<LeftOut> leftOut = new ArrayList<>();
        for (Relation relation : listed.values()) {
            rules.reasonWithoutData(relation)
                    .ifPresent(reason -> leftOut.add(
                            new LeftOut(kind(relation), relation.name().toString(), reason)));
            if (rules.data(relation) && rules.condition(relation).isPresent()) {
                leftOut.add(new LeftOut(
                        "rows",
                        relation.name().toString(),
                        "those of the extension " + extension(relation) + " itself: only rows "
                                + rules.condition(relation).get() + " are a user's"));
            }
        }
        leftOut.addAll(childrenNotSelected(connection));
        leftOut.addAll(relationsNotListed());
        if (largeObjects.count() > 0 && !rules.largeObjects()) {
            leftOut.add(new LeftOut(
                    "large objects",
                    largeObjects.count() + " large objects",
                    "they are exported only with the data of the whole database: without --table, --schema and"
                            + " --schema-only"));
        }
        return leftOut;
    }

    private static String kind(Relation relation) {
        return relation.sequence()
                ? "sequence value"
                : relation.kind() == 'm' ? "materialized view data" : "table data";
    }

    private static String extension(Relation relation) {
        return relation.extension().map(Relation.Extension::name).orElse("");
    }

    /** A parent's name does not select its partitions or children, which is easily forgotten. */
    private List<LeftOut> childrenNotSelected(Connection connection) throws SQLException {
        Map<Relation, List<Relation>> missing = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(CHILDREN)) {
            statement.setArray(
                    1, connection.createArrayOf("oid", listed.keySet().toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Relation parent = listed.get(rows.getLong(1));
                    Relation child = relations.get(rows.getLong(2));
                    if (parent != null && child != null && !listed.containsKey(child.oid())) {
                        missing.computeIfAbsent(parent, p -> new ArrayList<>()).add(child);
                    }
                }
            }
        }
        List<LeftOut> leftOut = new ArrayList<>();
        missing.forEach((parent, children) -> leftOut.add(new LeftOut(
                parent.kind() == 'p' ? "partitions" : "child tables",
                parent.name().toString(),
                "not selected by the patterns: "
                        + BoundedList.join(children.stream().map(Relation::name).toList()))));
        return leftOut;
    }

    private List<LeftOut> relationsNotListed() {
        List<LeftOut> leftOut = new ArrayList<>();
        List<Relation> notSelected = new ArrayList<>();
        for (Relation relation : relations.values()) {
            if (relation.sequence() || listed.containsKey(relation.oid()) || DumpRules.system(relation)) {
                continue;
            }
            if (relation.extension().isPresent() && rules.matched(relation)) {
                leftOut.add(new LeftOut(
                        "table",
                        relation.name().toString(),
                        "a member of the extension " + extension(relation)
                                + ", which makes it: its rows are not marked as a user's"));
            } else if (!rules.matched(relation)) {
                notSelected.add(relation);
            }
        }
        leftOut.addAll(summary(notSelected));
        return leftOut;
    }

    private static List<LeftOut> summary(Collection<Relation> notSelected) {
        if (notSelected.isEmpty()) {
            return List.of();
        }
        return List.of(new LeftOut(
                "tables",
                BoundedList.join(notSelected.stream().map(Relation::name).toList()),
                "not selected by the patterns"));
    }
}
