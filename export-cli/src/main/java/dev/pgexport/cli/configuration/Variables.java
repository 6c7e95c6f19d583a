package dev.pgexport.cli.configuration;

import dev.pgexport.engine.settings.SettingDeclaration;
import dev.pgexport.engine.settings.SettingDeclaration.Shape;
import dev.pgexport.engine.settings.SettingOrigin;
import dev.pgexport.engine.settings.SettingValue;
import dev.pgexport.engine.settings.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads settings from environment variables; an empty variable is as good as none. */
final class Variables {
    private static final String PREFIX = "PGEXPORT_";

    /** Variables that are no settings: the launcher's, and those that say where settings and plugins are. */
    private static final Set<String> OTHERS = Set.of("PGEXPORT_JAVA_OPTS", "PGEXPORT_CONFIG", "PGEXPORT_PLUGIN_PATH");

    private Variables() {}

    static Map<String, SettingValue> read(KnownSettings known, Map<String, String> environment) {
        Map<String, SettingValue> values = new LinkedHashMap<>();
        for (SettingDeclaration setting : known.all()) {
            String text = environment.getOrDefault(setting.variable(), "");
            if (!text.isEmpty()) {
                List<String> texts = setting.shape() == Shape.LIST ? splitOutsideQuotes(text) : List.of(text);
                values.put(setting.key(), new SettingValue(texts, SettingOrigin.variable(setting.variable())));
            }
        }
        return values;
    }

    /**
     * Say which variables look like settings and are none. They are no errors: Kubernetes sets {@code
     * PGEXPORT_SERVICE_HOST} and more for a service of that name.
     */
    static List<String> warnings(KnownSettings known, Map<String, String> environment) {
        Set<String> names = new TreeSet<>(OTHERS);
        known.all().forEach(setting -> names.add(setting.variable()));
        Set<String> words = names.stream().map(Variables::word).collect(Collectors.toSet());
        List<String> warnings = new ArrayList<>();
        for (String name : new TreeMap<>(environment).keySet()) {
            if (name.startsWith(PREFIX) && !names.contains(name)) {
                String meant = Spelling.nearest(word(name), words)
                        .map(word -> "; did you mean " + PREFIX + word + "?")
                        .orElse("");
                warnings.add("the variable " + name + " is not known" + meant);
            }
        }
        return warnings;
    }

    /** Return what tells variables apart; the prefix would make all of them look alike. */
    private static String word(String variable) {
        return variable.substring(PREFIX.length());
    }

    /** Split a list at its commas, but for those in double quotes, which are part of a psql pattern. */
    static List<String> splitOutsideQuotes(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            if (c == ',' && !quoted) {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString().strip());
        parts.removeIf(String::isEmpty);
        return parts;
    }
}
