package dev.pgexport.compare.canonical.internal;

import java.util.List;

/**
 * A type as format_type() spells it.
 *
 * @param name without modifiers and brackets, as in {@code timestamp with time zone}
 * @param modifiers what stands in parentheses, as 12 and 2
 * @param array whether it is an array
 */
record TypeSpelling(String name, List<String> modifiers, boolean array) {
    private static final String BRACKETS = "[]";

    static TypeSpelling parse(String type) {
        boolean array = type.endsWith(BRACKETS);
        String element = array ? type.substring(0, type.length() - BRACKETS.length()) : type;
        int opening = opening(element);
        int closing = element.lastIndexOf(')');
        if (opening < 0 || closing < opening) {
            return new TypeSpelling(element, List.of(), array);
        }
        String name = element.substring(0, opening) + element.substring(closing + 1);
        List<String> modifiers = List.of(element.substring(opening + 1, closing).split(","));
        return new TypeSpelling(name, modifiers, array);
    }

    /** Return where the first parenthesis outside quotes is, or -1. */
    private static int opening(String type) {
        boolean quoted = false;
        for (int i = 0; i < type.length(); i++) {
            if (type.charAt(i) == '"') {
                quoted = !quoted;
            } else if (type.charAt(i) == '(' && !quoted) {
                return i;
            }
        }
        return -1;
    }
}
