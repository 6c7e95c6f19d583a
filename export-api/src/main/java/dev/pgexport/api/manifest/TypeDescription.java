package dev.pgexport.api.manifest;

import java.util.List;
import java.util.Optional;

/**
 * A type of the database that is not built in. Types are named as format_type() spells them with an empty search_path:
 * {@code public.mood}.
 *
 * @param name its name
 * @param kind what kind of type it is
 * @param of what a domain is over, with its modifiers; what the bounds of a range are; the range of a multirange; empty for
 *     the others
 * @param attributes of a composite type, in their order, without dropped ones
 * @param extension the extension that it belongs to
 */
public record TypeDescription(
        String name, TypeKind kind, Optional<String> of, List<Attribute> attributes, Optional<String> extension) {

    public TypeDescription {
        attributes = List.copyOf(attributes);
    }

    /**
     * An attribute of a composite type.
     *
     * @param name as the catalog spells it
     * @param type its type, with its modifiers
     */
    public record Attribute(String name, String type) {}
}
