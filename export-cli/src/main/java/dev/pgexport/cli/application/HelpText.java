package dev.pgexport.cli.application;

import dev.pgexport.engine.settings.SettingDeclaration;
import java.util.ArrayList;
import java.util.List;

/** Writes the help of a setting. */
public final class HelpText {
    private HelpText() {}

    /** Return the description, what is allowed and the default, escaped for picocli. */
    static String of(SettingDeclaration setting) {
        return plain(setting).replace("%", "%%");
    }

    /** Return the description, what is allowed and the default. */
    public static String plain(SettingDeclaration setting) {
        String description = setting.description();
        String sentence = description.endsWith(".") ? description : description + ".";
        List<String> facts = new ArrayList<>();
        if (setting.minimum().isPresent() || setting.maximum().isPresent()) {
            facts.add(bounds(setting));
        }
        setting.defaultValue()
                .filter(text -> !(setting.isSwitch() && text.equals("false")))
                .ifPresent(text -> facts.add("default " + text));
        return facts.isEmpty() ? sentence : sentence + " (" + String.join("; ", facts) + ")";
    }

    /** Return the bounds, as in {@code 1 to 64}. */
    public static String bounds(SettingDeclaration setting) {
        if (setting.minimum().isPresent() && setting.maximum().isPresent()) {
            return setting.minimum().get() + " to " + setting.maximum().get();
        }
        return setting.minimum().map(bound -> "at least " + bound).orElse("")
                + setting.maximum().map(bound -> "at most " + bound).orElse("");
    }
}
