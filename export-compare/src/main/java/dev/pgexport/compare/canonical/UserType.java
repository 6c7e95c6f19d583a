package dev.pgexport.compare.canonical;

import java.util.List;
import java.util.Optional;

/**
 * What must be known of a type that is not built in to read its binary form.
 *
 * <p>Types are named as format_type() spells them with an empty search_path: {@code public.mood}, {@code public."Odd"}.
 */
public sealed interface UserType {
    /** Return the type's name. */
    String name();

    /** An enumerated type: both its forms are the label. */
    record Enumeration(String name) implements UserType {}

    /**
     * A domain.
     *
     * @param base what it is over, with its modifiers, as in {@code numeric(12,2)}
     */
    record Domain(String name, String base) implements UserType {}

    /**
     * A composite type.
     *
     * @param attributes in their order, without dropped ones
     */
    record Composite(String name, List<TypeAttribute> attributes) implements UserType {
        public Composite {
            attributes = List.copyOf(attributes);
        }
    }

    /**
     * A range type.
     *
     * @param subtype what its bounds are
     */
    record Range(String name, String subtype) implements UserType {}

    /**
     * A multirange type.
     *
     * @param range the name of its range type
     */
    record Multirange(String name, String range) implements UserType {}

    /**
     * A base type.
     *
     * @param plainName its name without schema and quotes
     * @param extension the extension that it belongs to, as {@code hstore}
     */
    record Base(String name, String plainName, Optional<String> extension) implements UserType {}
}
