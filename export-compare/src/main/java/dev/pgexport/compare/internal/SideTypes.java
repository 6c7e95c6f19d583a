package dev.pgexport.compare.internal;

import dev.pgexport.api.read.FieldFormat;
import dev.pgexport.compare.OpenSide;
import dev.pgexport.compare.canonical.CanonicalColumn;
import dev.pgexport.compare.canonical.CanonicalTypes;
import dev.pgexport.compare.canonical.Comparability;
import dev.pgexport.compare.canonical.UserType;
import dev.pgexport.compare.canonical.UserTypes;
import dev.pgexport.compare.canonical.ValueForm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The types of one side, with those that only other sides describe. Thread-safe. */
final class SideTypes {
    private final String label;
    private final ValueForm form;
    private final CanonicalTypes types;

    private SideTypes(String label, ValueForm form, CanonicalTypes types) {
        this.label = label;
        this.form = form;
        this.types = types;
    }

    static List<SideTypes> of(List<OpenSide> sides) {
        return sides.stream().map(side -> of(side, sides)).toList();
    }

    private static SideTypes of(OpenSide side, List<OpenSide> sides) {
        Map<String, UserType> known = new LinkedHashMap<>();
        side.types().all().forEach(type -> known.put(type.name(), type));
        sides.forEach(other -> other.types().all().forEach(type -> known.putIfAbsent(type.name(), type)));
        return new SideTypes(
                side.side().label(),
                side.format() == FieldFormat.BINARY ? ValueForm.BINARY : ValueForm.TEXT,
                new CanonicalTypes(UserTypes.of(known.values())));
    }

    /** Return why values of a type cannot be compared, if they cannot. */
    Optional<String> obstacle(String type) {
        return types.of(type, form) instanceof Comparability.NotComparable not
                ? Optional.of(not.reason())
                : Optional.empty();
    }

    /** Return what makes a column's values canonical; its type has no obstacle. */
    CanonicalColumn column(String table, Projection.Column column) {
        if (types.of(column.type(), form) instanceof Comparability.Canonical canonical) {
            return canonical.column(table + "." + column.name() + " of " + label);
        }
        throw new IllegalStateException("the type " + column.type() + " cannot be compared");
    }

    ValueForm form() {
        return form;
    }
}
