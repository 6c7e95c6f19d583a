package dev.pgexport.postgressink;

import dev.pgexport.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Texts that are equal for equal databases. */
final class Catalogs {
    private static final String USER = "n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')";

    private static final List<String> DEFINITIONS = List.of(
            "SELECT format('%I.%I %s', n.nspname, c.relname, c.relkind) FROM pg_class c JOIN pg_namespace n ON n.oid ="
                    + " c.relnamespace WHERE " + USER + " ORDER BY 1",
            "SELECT pg_get_indexdef(c.oid) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE relkind IN"
                    + " ('i', 'I') AND " + USER + " ORDER BY 1",
            "SELECT format('%s %I %s', conrelid::regclass, conname, pg_get_constraintdef(o.oid)) FROM pg_constraint o"
                    + " JOIN pg_namespace n ON n.oid = o.connamespace WHERE conrelid <> 0 AND contype <> 'n' AND "
                    + USER
                    + " ORDER BY 1",
            "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1",
            "SELECT format('%I.%I %s', schemaname, sequencename, pg_sequence_last_value(format('%I.%I', schemaname,"
                    + " sequencename)::regclass)) FROM pg_sequences ORDER BY 1",
            "SELECT oid || ' ' || md5(lo_get(oid)) FROM pg_largeobject_metadata ORDER BY oid",
            "SELECT pubname FROM pg_publication ORDER BY 1",
            "SELECT evtname FROM pg_event_trigger ORDER BY 1",
            "SELECT srvname FROM pg_foreign_server ORDER BY 1",
            "SELECT nspname || nspacl::text || coalesce(obj_description(oid), '') FROM pg_namespace n WHERE " + USER
                    + " AND nspname !~ '^pg_' ORDER BY 1");

    private Catalogs() {}

    /** Return what one has and the other does not, so that a failure can be read. */
    static List<String> difference(List<String> expected, List<String> found) {
        List<String> difference = new ArrayList<>();
        Set<String> first = new HashSet<>(expected);
        Set<String> second = new HashSet<>(found);
        expected.stream().filter(line -> !second.contains(line)).forEach(line -> difference.add("- " + line));
        found.stream().filter(line -> !first.contains(line)).forEach(line -> difference.add("+ " + line));
        return difference;
    }

    /** Return what a user would look for in a copy: definitions, and a digest of every relation's own rows. */
    static List<String> contents(TestDatabase database) {
        List<String> all = new ArrayList<>();
        DEFINITIONS.forEach(query -> all.addAll(database.query(query)));
        for (String name :
                database.query("SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n"
                        + " ON n.oid = c.relnamespace WHERE relkind IN ('r', 'm') AND " + USER + " ORDER BY 1")) {
            all.add(name + " "
                    + database.query(
                                    "SELECT count(*) || ' ' || coalesce(md5(string_agg(line, E'\\n' ORDER BY line COLLATE"
                                            + " \"C\")), '') FROM (SELECT (t.*)::text AS line FROM ONLY " + name
                                            + " t) AS lines")
                            .get(0));
        }
        return all;
    }

    /** Return every row of every catalog but for what the server itself changes. */
    static List<String> everything(TestDatabase database) {
        List<String> all = new ArrayList<>();
        for (String catalog :
                database.query("SELECT relname FROM pg_class WHERE relnamespace = 'pg_catalog'::regnamespace AND"
                        + " relkind = 'r' AND NOT relisshared AND relname NOT IN ('pg_class', 'pg_statistic', 'pg_namespace')"
                        + " ORDER BY 1")) {
            for (String row : database.query("SELECT (t.*)::text FROM pg_catalog." + catalog + " t ORDER BY 1")) {
                all.add(catalog + " " + row);
            }
        }
        all.addAll(database.query("SELECT 'pg_class ' || oid || relname FROM pg_class ORDER BY 1"));
        all.addAll(database.query("SELECT 'pg_namespace ' || nspname || nspowner::regrole || ARRAY(SELECT a::text FROM"
                + " unnest(coalesce(nspacl, acldefault('n', nspowner))) a ORDER BY 1)::text FROM pg_namespace WHERE nspname"
                + " !~ '^pg_(toast_)?temp' ORDER BY 1"));
        return all;
    }
}
