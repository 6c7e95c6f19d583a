package dev.pgexport.restore;

import dev.pgexport.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;

/** Everything of a database that a restore has to bring back, as texts to compare. */
final class Likeness {
    private static final String USER = "n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')";

    /** Constraints that are NOT NULL have a catalog entry since PostgreSQL 18, which older dumps do not know. */
    private static final List<String> DEFINITIONS = List.of(
            "SELECT format('%I.%I %s', n.nspname, c.relname, c.relkind) FROM pg_class c JOIN pg_namespace n ON n.oid ="
                    + " c.relnamespace WHERE " + USER + " ORDER BY 1",
            "SELECT format('%I.%I.%I %s %s %s', n.nspname, c.relname, a.attname, format_type(atttypid, atttypmod),"
                    + " attnotnull, pg_get_expr(d.adbin, d.adrelid)) FROM pg_attribute a JOIN pg_class c ON c.oid ="
                    + " a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_attrdef d ON d.adrelid ="
                    + " c.oid AND d.adnum = a.attnum WHERE attnum > 0 AND NOT attisdropped AND c.relkind IN"
                    + " ('r', 'p', 'v', 'm') AND " + USER + " ORDER BY 1",
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
            "SELECT format('%I.%I %s', n.nspname, c.relname, obj_description(c.oid)) FROM pg_class c JOIN pg_namespace n"
                    + " ON n.oid = c.relnamespace WHERE obj_description(c.oid) IS NOT NULL AND " + USER + " ORDER BY 1",
            "SELECT nspname FROM pg_namespace n WHERE " + USER + " AND nspname !~ '^pg_' ORDER BY 1");

    private Likeness() {}

    static List<String> of(TestDatabase database) {
        List<String> all = new ArrayList<>();
        DEFINITIONS.forEach(query -> all.addAll(database.query(query)));
        all.addAll(rows(database));
        return all;
    }

    /** Return a digest of every relation's own rows. */
    static List<String> rows(TestDatabase database) {
        List<String> digests = new ArrayList<>();
        for (String name : database.query(
                "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid ="
                        + " c.relnamespace WHERE relkind IN ('r', 'm') AND " + USER + " ORDER BY 1")) {
            digests.add(name + " "
                    + database.query(
                                    "SELECT count(*) || ' ' || coalesce(md5(string_agg(line, E'\\n' ORDER BY line COLLATE"
                                            + " \"C\")), '') FROM (SELECT (t.*)::text AS line FROM ONLY " + name
                                            + " t) AS lines")
                            .get(0));
        }
        return digests;
    }
}
