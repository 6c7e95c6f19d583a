package dev.pgexport.compare.canonical.internal;

import dev.pgexport.compare.canonical.TypeAttribute;
import dev.pgexport.compare.canonical.UserType;
import dev.pgexport.compare.canonical.UserTypes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Finds the rule of each type. Thread-safe. */
public final class Rules {
    private static final Rule TEXT = new TextRule();
    private static final Rule VERSIONED_TEXT = new VersionedTextRule();
    private static final Set<String> CATALOG_NAMES = Set.of(
            "regclass",
            "regcollation",
            "regconfig",
            "regdictionary",
            "regnamespace",
            "regoper",
            "regoperator",
            "regproc",
            "regprocedure",
            "regrole",
            "regtype");

    private static final Map<String, Rule> BUILT_IN = builtIn();
    private static final Map<String, Map<String, Rule>> OF_EXTENSIONS = Map.of(
            "citext", Map.of("citext", TEXT),
            "hstore", Map.of("hstore", new HstoreRule()),
            "ltree", Map.of("ltree", VERSIONED_TEXT, "lquery", VERSIONED_TEXT, "ltxtquery", VERSIONED_TEXT));

    private final UserTypes userTypes;

    public Rules(UserTypes userTypes) {
        this.userTypes = userTypes;
    }

    private static Map<String, Rule> builtIn() {
        Map<String, Rule> rules = new HashMap<>();
        for (String text : List.of(
                "text", "character varying", "bpchar", "name", "json", "xml", "refcursor", "unknown", "cstring")) {
            rules.put(text, TEXT);
        }
        rules.put("jsonb", VERSIONED_TEXT);
        rules.put("jsonpath", VERSIONED_TEXT);
        rules.put("boolean", new BooleanRule());
        rules.put("smallint", IntegerRule.INT2);
        rules.put("integer", IntegerRule.INT4);
        rules.put("bigint", IntegerRule.INT8);
        for (String unsigned : List.of("oid", "xid", "cid")) {
            rules.put(unsigned, IntegerRule.UNSIGNED4);
        }
        rules.put("xid8", IntegerRule.UNSIGNED8);
        rules.put("real", FloatingPointRule.FLOAT4);
        rules.put("double precision", FloatingPointRule.FLOAT8);
        rules.put("money", new MoneyRule());
        rules.put("\"char\"", new InternalCharRule());
        rules.put("bytea", new ByteaRule());
        rules.put("bit", new BitStringRule());
        rules.put("bit varying", new BitStringRule());
        rules.put("uuid", new UuidRule());
        rules.put("date", new DateRule());
        rules.put("time without time zone", TimeRule.WITHOUT_TIME_ZONE);
        rules.put("time with time zone", TimeRule.WITH_TIME_ZONE);
        rules.put("timestamp without time zone", TimestampRule.WITHOUT_TIME_ZONE);
        rules.put("timestamp with time zone", TimestampRule.WITH_TIME_ZONE);
        rules.put("inet", new NetworkRule());
        rules.put("cidr", new NetworkRule());
        rules.put("macaddr", new HardwareAddressRule(6));
        rules.put("macaddr8", new HardwareAddressRule(8));
        rules.put("pg_lsn", new LogPositionRule());
        rules.put("tid", new RowPositionRule());
        rules.put("pg_snapshot", new TransactionSnapshotRule());
        rules.put("txid_snapshot", new TransactionSnapshotRule());
        rules.put("point", GeometricRule.POINT);
        rules.put("line", GeometricRule.LINE);
        rules.put("lseg", GeometricRule.LINE_SEGMENT);
        rules.put("box", GeometricRule.BOX);
        rules.put("path", GeometricRule.PATH);
        rules.put("polygon", GeometricRule.POLYGON);
        rules.put("circle", GeometricRule.CIRCLE);
        rules.put("tsvector", new TextSearchVectorRule());
        rules.put("tsquery", new TextSearchQueryRule());
        rules.put("int2vector", new VectorRule(IntegerRule.INT2));
        rules.put("oidvector", new VectorRule(IntegerRule.UNSIGNED4));
        ranges(rules, "int4", IntegerRule.INT4);
        ranges(rules, "int8", IntegerRule.INT8);
        ranges(rules, "num", new NumericRule(OptionalInt.empty()));
        ranges(rules, "date", new DateRule());
        ranges(rules, "ts", TimestampRule.WITHOUT_TIME_ZONE);
        ranges(rules, "tstz", TimestampRule.WITH_TIME_ZONE);
        for (String name : CATALOG_NAMES) {
            rules.put(
                    name,
                    new TextOnlyRule("the binary form of " + name
                            + " is a number in its database's catalog, and only the text has the name"));
        }
        return Map.copyOf(rules);
    }

    private static void ranges(Map<String, Rule> rules, String prefix, Rule subtype) {
        RangeRule range = new RangeRule(subtype);
        rules.put(prefix + "range", range);
        rules.put(prefix + "multirange", new MultirangeRule(range));
    }

    /**
     * Return the rule of a type.
     *
     * @param type as format_type() spells it with an empty search_path
     */
    public Rule of(String type) {
        TypeSpelling spelling = TypeSpelling.parse(type);
        Rule rule = element(spelling);
        return spelling.array() ? new ArrayRule(rule, spelling.name().equals("box") ? ';' : ',') : rule;
    }

    private Rule element(TypeSpelling type) {
        String name = type.name();
        if (name.equals("numeric")) {
            return new NumericRule(scale(type.modifiers()));
        }
        if (name.equals("character")) {
            return new PaddedTextRule();
        }
        if (name.equals("interval") || name.startsWith("interval ")) {
            return new IntervalRule();
        }
        Rule builtIn = BUILT_IN.get(name);
        if (builtIn != null) {
            return builtIn;
        }
        return userTypes.find(name).map(this::described).orElseGet(() -> undescribed(name));
    }

    private static OptionalInt scale(List<String> modifiers) {
        return modifiers.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(modifiers.size() < 2 ? 0 : Integer.parseInt(modifiers.get(1)));
    }

    private static Rule undescribed(String name) {
        return new TextOnlyRule(
                "the binary form of " + name + " cannot be read: the type is not built in, and nothing describes it");
    }

    private Rule described(UserType type) {
        if (type instanceof UserType.Enumeration) {
            return TEXT;
        }
        if (type instanceof UserType.Domain domain) {
            return of(domain.base());
        }
        if (type instanceof UserType.Composite composite) {
            return new CompositeRule(composite.attributes().stream()
                    .map(TypeAttribute::type)
                    .map(this::of)
                    .toList());
        }
        if (type instanceof UserType.Range range) {
            return new RangeRule(of(range.subtype()));
        }
        if (type instanceof UserType.Multirange multirange) {
            return multirange(multirange);
        }
        UserType.Base base = (UserType.Base) type;
        Map<String, Rule> ofExtension =
                OF_EXTENSIONS.getOrDefault(base.extension().orElse(""), Map.of());
        Rule rule = ofExtension.get(base.plainName());
        return rule != null ? rule : new TextOnlyRule("there is no rule for the binary form of " + base.name());
    }

    private Rule multirange(UserType.Multirange multirange) {
        Rule range = of(multirange.range());
        return range instanceof RangeRule described
                ? new MultirangeRule(described)
                : new TextOnlyRule("the binary form of " + multirange.name()
                        + " cannot be read: nothing describes the range type " + multirange.range());
    }
}
