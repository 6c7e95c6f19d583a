package dev.pgexport.compare.internal;

import dev.pgexport.compare.canonical.CanonicalColumn;
import java.nio.charset.StandardCharsets;

/** Shows a value of a row that differs. */
final class ValueText {
    private static final int LONGEST = 200;

    private ValueText() {}

    /** Return a value's canonical text, cut where it is long, or else how long it is. */
    static String of(CanonicalColumn value, boolean shown) {
        if (!shown) {
            return "(" + value.length() + (value.length() == 1 ? " byte)" : " bytes)");
        }
        // A character has at most 4 bytes.
        int bytes = Math.min(value.length(), LONGEST * 4);
        String text = new String(value.bytes(), value.offset(), bytes, StandardCharsets.UTF_8);
        if (bytes == value.length() && text.codePointCount(0, text.length()) <= LONGEST) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "... (" + value.length() + " bytes)";
    }
}
