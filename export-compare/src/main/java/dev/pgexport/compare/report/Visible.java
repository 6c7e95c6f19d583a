package dev.pgexport.compare.report;

import java.util.Locale;

/** Makes visible what a text from a database may hold and a page may not: it would not be shown, or change the order. */
final class Visible {
    private static final int CONTROL_PICTURES = 0x2400;
    private static final int PICTURE_OF_DELETE = 0x2421;

    private Visible() {}

    /**
     * Return a text with pictures for its control characters, such as {@code ␊} for a line feed, and numbers, such as
     * {@code ‹U+202E›}, for what changes the direction of writing and for what is no character. All that is left may stand
     * in HTML and in XML 1.0 (Extensible Markup Language 1.0, section 2.2).
     */
    static String text(String text) {
        if (text.codePoints().noneMatch(Visible::hidden)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            if (character < ' ') {
                shown.appendCodePoint(CONTROL_PICTURES + character);
            } else if (character == 0x7f) {
                shown.appendCodePoint(PICTURE_OF_DELETE);
            } else if (hidden(character)) {
                shown.append(String.format(Locale.ROOT, "‹U+%04X›", character));
            } else {
                shown.appendCodePoint(character);
            }
        });
        return shown.toString();
    }

    private static boolean hidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> (character & 0xfffe) == 0xfffe;
        };
    }
}
