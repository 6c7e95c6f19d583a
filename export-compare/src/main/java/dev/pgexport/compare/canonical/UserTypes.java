package dev.pgexport.compare.canonical;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The types of a database that are not built in, by name. Immutable.
 *
 * <p>Without the description of a type its text can be compared as it is, and its binary form not at all.
 */
public final class UserTypes {
    private static final UserTypes NONE = new UserTypes(Map.of());

    /** Types of pg_catalog and information_schema are built in or domains over such; arrays follow from their elements. */
    private static final String QUERY = """
            SELECT quote_ident(n.nspname) || '.' || quote_ident(t.typname) AS name, t.typname, t.typtype,
                   CASE t.typtype WHEN 'd' THEN format_type(t.typbasetype, t.typtypmod) END AS base,
                   %s,
                   (SELECT e.extname FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
                     WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e'
                       AND d.refclassid = 'pg_extension'::regclass) AS extension,
                   ARRAY(SELECT a.attname::text FROM pg_attribute a
                          WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
                          ORDER BY a.attnum) AS attributes,
                   ARRAY(SELECT format_type(a.atttypid, a.atttypmod) FROM pg_attribute a
                          WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
                          ORDER BY a.attnum) AS attribute_types
              FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
             WHERE n.nspname NOT IN ('pg_catalog', 'pg_toast')
               AND t.typtype IN ('b', 'c', 'd', 'e', 'r', 'm')
               AND NOT EXISTS (SELECT FROM pg_type element WHERE element.typarray = t.oid)
            """;

    private static final String SUBTYPE =
            "(SELECT format_type(r.rngsubtype, NULL) FROM pg_range r WHERE r.rngtypid = t.oid) AS subtype, ";
    private static final String MULTIRANGE =
            SUBTYPE + "(SELECT format_type(r.rngtypid, NULL) FROM pg_range r WHERE r.rngmultitypid = t.oid) AS range";
    private static final String NO_MULTIRANGE = SUBTYPE + "NULL::text AS range";
    private static final int FIRST_WITH_MULTIRANGES = 14;

    private final Map<String, UserType> byName;

    private UserTypes(Map<String, UserType> byName) {
        this.byName = Map.copyOf(byName);
    }

    /** Return the description of no type at all. */
    public static UserTypes none() {
        return NONE;
    }

    /**
     * Return the types given.
     *
     * @throws IllegalArgumentException if two of them have the same name
     */
    public static UserTypes of(Collection<? extends UserType> types) {
        Map<String, UserType> byName = new TreeMap<>();
        for (UserType type : types) {
            if (byName.put(type.name(), type) != null) {
                throw new IllegalArgumentException("two types have the name " + type.name());
            }
        }
        return new UserTypes(byName);
    }

    /**
     * Read the types of a database from its catalog.
     *
     * @param connection one whose search_path is empty, as in pgexport's transactions: names would depend on it
     * @throws IllegalArgumentException if its search_path is not empty
     */
    public static UserTypes read(Connection connection) throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        String query = QUERY.formatted(major < FIRST_WITH_MULTIRANGES ? NO_MULTIRANGE : MULTIRANGE);
        try (Statement statement = connection.createStatement();
                ResultSet path = statement.executeQuery("SELECT current_schemas(false) = '{}'")) {
            path.next();
            if (!path.getBoolean(1)) {
                throw new IllegalArgumentException("the search_path is not empty");
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            List<UserType> types = new ArrayList<>();
            while (rows.next()) {
                types.add(type(rows));
            }
            return of(types);
        }
    }

    private static UserType type(ResultSet row) throws SQLException {
        String name = row.getString("name");
        String kind = row.getString("typtype");
        return switch (kind) {
            case "b" ->
                new UserType.Base(name, row.getString("typname"), Optional.ofNullable(row.getString("extension")));
            case "c" -> new UserType.Composite(name, attributes(row));
            case "d" -> new UserType.Domain(name, row.getString("base"));
            case "e" -> new UserType.Enumeration(name);
            case "r" -> new UserType.Range(name, row.getString("subtype"));
            case "m" -> new UserType.Multirange(name, row.getString("range"));
            default -> throw new IllegalStateException("a type of an unknown kind: " + kind);
        };
    }

    private static List<TypeAttribute> attributes(ResultSet row) throws SQLException {
        String[] names = (String[]) row.getArray("attributes").getArray();
        String[] types = (String[]) row.getArray("attribute_types").getArray();
        List<TypeAttribute> attributes = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            attributes.add(new TypeAttribute(names[i], types[i]));
        }
        return attributes;
    }

    /** Return the description of a type, if there is one. */
    public Optional<UserType> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Return the descriptions, sorted by name. */
    public List<UserType> all() {
        return List.copyOf(new TreeMap<>(byName).values());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UserTypes types && byName.equals(types.byName);
    }

    @Override
    public int hashCode() {
        return byName.hashCode();
    }

    @Override
    public String toString() {
        return all().toString();
    }
}
