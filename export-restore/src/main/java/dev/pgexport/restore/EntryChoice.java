package dev.pgexport.restore;

import dev.pgexport.api.TableName;
import dev.pgexport.postgres.archive.ArchiveEntry;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Chooses of an archive's entries what some tables need, what belongs to them, and nothing else. */
final class EntryChoice {
    private static final Set<String> TABLES = Set.of("TABLE", "FOREIGN TABLE", "MATERIALIZED VIEW");

    /** What belongs to a table; what else it needs, as a trigger its function, comes along. */
    private static final Set<String> PARTS = Set.of(
            "DEFAULT",
            "CONSTRAINT",
            "CHECK CONSTRAINT",
            "INDEX",
            "TRIGGER",
            "RULE",
            "POLICY",
            "ROW SECURITY",
            "STATISTICS",
            "SEQUENCE");

    /** What is about others, and is there when all of these are. */
    private static final Set<String> BETWEEN = Set.of(
            "FK CONSTRAINT",
            "TABLE ATTACH",
            "INDEX ATTACH",
            "SEQUENCE OWNED BY",
            "SEQUENCE SET",
            "COMMENT",
            "ACL",
            "SECURITY LABEL");

    private final List<ArchiveEntry> entries;
    private final Map<Integer, ArchiveEntry> byId = new HashMap<>();
    private final Set<Integer> chosen = new TreeSet<>();

    private EntryChoice(List<ArchiveEntry> entries) {
        this.entries = entries;
        entries.forEach(entry -> byId.put(entry.id(), entry));
    }

    /** Return the numbers of the chosen entries in the archive's order. */
    static List<Integer> of(List<ArchiveEntry> entries, Collection<TableName> tables) {
        EntryChoice choice = new EntryChoice(entries);
        for (ArchiveEntry entry : entries) {
            if (TABLES.contains(entry.description()) && tables.contains(new TableName(entry.schema(), entry.tag()))) {
                choice.add(entry);
            }
        }
        boolean grown = true;
        while (grown) {
            grown = choice.addWhatBelongs();
        }
        return entries.stream()
                .map(ArchiveEntry::id)
                .filter(choice.chosen::contains)
                .toList();
    }

    /** Add an entry and what it needs. */
    private void add(ArchiveEntry first) {
        Deque<ArchiveEntry> todo = new ArrayDeque<>(List.of(first));
        while (!todo.isEmpty()) {
            ArchiveEntry entry = todo.pop();
            if (chosen.add(entry.id())) {
                known(entry).forEach(todo::push);
                entries.stream()
                        .filter(other -> other.description().equals("SCHEMA")
                                && other.tag().equals(entry.schema()))
                        .forEach(todo::push);
            }
        }
    }

    private boolean addWhatBelongs() {
        boolean grown = false;
        for (ArchiveEntry entry : entries) {
            if (!chosen.contains(entry.id()) && belongs(entry)) {
                add(entry);
                grown = true;
            }
        }
        return grown;
    }

    private boolean belongs(ArchiveEntry entry) {
        List<ArchiveEntry> needed = known(entry);
        if (BETWEEN.contains(entry.description())) {
            return !needed.isEmpty() && needed.stream().allMatch(other -> chosen.contains(other.id()));
        }
        List<ArchiveEntry> tables = needed.stream()
                .filter(other -> TABLES.contains(other.description()))
                .toList();
        return PARTS.contains(entry.description())
                && !tables.isEmpty()
                && tables.stream().allMatch(table -> chosen.contains(table.id()));
    }

    private List<ArchiveEntry> known(ArchiveEntry entry) {
        return entry.dependencies().stream()
                .filter(byId::containsKey)
                .map(byId::get)
                .toList();
    }
}
