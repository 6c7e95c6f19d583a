package dev.pgexport.postgres.catalog;

import dev.pgexport.api.manifest.ColumnDescription;
import dev.pgexport.api.manifest.TableDescription;
import dev.pgexport.api.manifest.TypeDescription;
import dev.pgexport.api.manifest.TypeKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the types that are not built in. */
public final class CatalogTypes {
    /** Types of pg_catalog and information_schema are built in or domains over such; arrays follow from their elements. */
    private static final String QUERY = """
            SELECT quote_ident(n.nspname) || '.' || quote_ident(t.typname) AS name, t.typtype,
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

    private static final Pattern MODIFIERS_AND_BOUNDS = Pattern.compile("(\\([^()\"]*\\))?(\\[\\])*$");

    private CatalogTypes() {}

    /**
     * Read all of a database's.
     *
     * @param connection one whose search_path is empty, as in pgexport's transactions: names would depend on it
     * @throws IllegalArgumentException if its search_path is not empty
     */
    public static List<TypeDescription> read(Connection connection) throws SQLException {
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
            List<TypeDescription> types = new ArrayList<>();
            while (rows.next()) {
                types.add(type(rows));
            }
            return types;
        }
    }

    /** Read those that columns of tables have, and those that these consist of, sorted by name. */
    static List<TypeDescription> usedBy(Collection<TableDescription> tables, Connection connection)
            throws SQLException {
        Map<String, TypeDescription> unused = new TreeMap<>();
        read(connection).forEach(type -> unused.put(type.name(), type));
        Map<String, TypeDescription> used = new TreeMap<>();
        Deque<String> spelled = new ArrayDeque<>();
        tables.stream()
                .flatMap(table -> table.columns().stream())
                .map(ColumnDescription::type)
                .forEach(spelled::add);
        while (!spelled.isEmpty()) {
            String name = MODIFIERS_AND_BOUNDS.matcher(spelled.remove()).replaceFirst("");
            Optional.ofNullable(unused.remove(name)).ifPresent(type -> {
                used.put(name, type);
                type.of().ifPresent(spelled::add);
                type.attributes().forEach(attribute -> spelled.add(attribute.type()));
            });
        }
        return List.copyOf(used.values());
    }

    private static TypeDescription type(ResultSet row) throws SQLException {
        TypeKind kind = kind(row.getString("typtype"));
        Optional<String> of = Optional.ofNullable(
                switch (kind) {
                    case DOMAIN -> row.getString("base");
                    case RANGE -> row.getString("subtype");
                    case MULTIRANGE -> row.getString("range");
                    default -> null;
                });
        return new TypeDescription(
                row.getString("name"), kind, of, attributes(row), Optional.ofNullable(row.getString("extension")));
    }

    private static TypeKind kind(String typtype) {
        return switch (typtype) {
            case "b" -> TypeKind.BASE;
            case "c" -> TypeKind.COMPOSITE;
            case "d" -> TypeKind.DOMAIN;
            case "e" -> TypeKind.ENUM;
            case "r" -> TypeKind.RANGE;
            case "m" -> TypeKind.MULTIRANGE;
            default -> throw new IllegalStateException("a type of an unknown kind: " + typtype);
        };
    }

    private static List<TypeDescription.Attribute> attributes(ResultSet row) throws SQLException {
        String[] names = (String[]) row.getArray("attributes").getArray();
        String[] types = (String[]) row.getArray("attribute_types").getArray();
        List<TypeDescription.Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            attributes.add(new TypeDescription.Attribute(names[i], types[i]));
        }
        return attributes;
    }
}
