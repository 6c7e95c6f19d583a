package dev.pgexport.compare.canonical;

import dev.pgexport.api.manifest.TypeDescription;
import dev.pgexport.postgres.catalog.CatalogTypes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The types of a database that are not built in, by name. Immutable.
 *
 * <p>Without the description of a type its text can be compared as it is, and its binary form not at all.
 */
public final class UserTypes {
    private static final UserTypes NONE = new UserTypes(Map.of());

    /** Schema and dot of a qualified name. */
    private static final Pattern SCHEMA = Pattern.compile("^(\"(?:[^\"]|\"\")*\"|[^\".]*)\\.");

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

    /** Return the types that a manifest describes. */
    public static UserTypes described(Collection<TypeDescription> types) {
        return of(types.stream().map(UserTypes::described).toList());
    }

    /**
     * Read the types of a database from its catalog.
     *
     * @param connection one whose search_path is empty, as in pgexport's transactions: names would depend on it
     * @throws IllegalArgumentException if its search_path is not empty
     */
    public static UserTypes read(Connection connection) throws SQLException {
        return described(CatalogTypes.read(connection));
    }

    private static UserType described(TypeDescription type) {
        String of = type.of().orElse("");
        return switch (type.kind()) {
            case BASE -> new UserType.Base(type.name(), plain(type.name()), type.extension());
            case COMPOSITE ->
                new UserType.Composite(
                        type.name(),
                        type.attributes().stream()
                                .map(attribute -> new TypeAttribute(attribute.name(), attribute.type()))
                                .toList());
            case DOMAIN -> new UserType.Domain(type.name(), of);
            case ENUM -> new UserType.Enumeration(type.name());
            case RANGE -> new UserType.Range(type.name(), of);
            case MULTIRANGE -> new UserType.Multirange(type.name(), of);
        };
    }

    private static String plain(String qualified) {
        String name = SCHEMA.matcher(qualified).replaceFirst("");
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
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
