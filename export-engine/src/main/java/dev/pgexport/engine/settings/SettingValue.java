package dev.pgexport.engine.settings;

import java.util.List;

/**
 * A value as it was written, before its setting's type is known.
 *
 * @param texts one text, or any number for a list
 * @param origin where it came from
 */
public record SettingValue(List<String> texts, SettingOrigin origin) {
    public SettingValue {
        texts = List.copyOf(texts);
    }

    public static SettingValue of(String text, SettingOrigin origin) {
        return new SettingValue(List.of(text), origin);
    }

    /** Return the texts as one, with commas between them. */
    public String text() {
        return String.join(", ", texts);
    }
}
