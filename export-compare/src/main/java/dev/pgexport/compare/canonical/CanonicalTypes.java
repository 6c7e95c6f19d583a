package dev.pgexport.compare.canonical;

import dev.pgexport.compare.canonical.internal.Rule;
import dev.pgexport.compare.canonical.internal.Rules;

/**
 * Tells for each type of a database whether its values have canonical bytes, which are the same for the same value
 * whichever way it came. The rules are those of docs/canonical-rows.md. Thread-safe.
 */
public final class CanonicalTypes {
    private final Rules rules;

    /**
     * Know the types that are built in and those given.
     *
     * @param userTypes of the database or of the export; where two are compared, of both the same, since a text whose
     *     type is known may be made shorter than one whose type is not
     */
    public CanonicalTypes(UserTypes userTypes) {
        this.rules = new Rules(userTypes);
    }

    /**
     * Tell whether values have canonical bytes.
     *
     * @param type as format_type() spells it with an empty search_path, with its modifiers
     * @param form in which they are stored
     */
    public Comparability of(String type, ValueForm form) {
        Rule rule = rules.of(type);
        if (form == ValueForm.BINARY && rule.textOnly().isPresent()) {
            return new Comparability.NotComparable(rule.textOnly().get());
        }
        return new Comparability.Canonical(type, form, rule);
    }
}
