package dev.pgexport.engine.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A setting, as a component of a settings record declares it; see {@link dev.pgexport.api.setting.Setting}.
 *
 * @param key as in {@code copy.part-size}
 * @param type the type of one value
 * @param shape how many values there are
 * @param defaultValue the default as a user would write it
 * @param minimum the least allowed value as a user would write it
 * @param maximum the greatest allowed value as a user would write it
 * @param secret whether the value is never shown
 * @param description one sentence of help
 * @param shortFlags as in {@code -t}
 * @param placeholder what stands for the value in help
 */
public record SettingDeclaration(
        String key,
        SettingType type,
        Shape shape,
        Optional<String> defaultValue,
        Optional<String> minimum,
        Optional<String> maximum,
        boolean secret,
        String description,
        List<String> shortFlags,
        String placeholder) {

    /** How many values a setting has. */
    public enum Shape {
        ONE,
        OPTIONAL,
        LIST
    }

    private static final String VARIABLE_PREFIX = "PGEXPORT_";

    public SettingDeclaration {
        if (!key.matches("[a-z][a-z0-9]*([.-][a-z0-9]+)*")) {
            throw new IllegalArgumentException("a key is lower case words joined by - or . : " + key);
        }
        shortFlags = List.copyOf(shortFlags);
    }

    /** Return the flag, as in {@code --copy-part-size}. */
    public String flag() {
        return "--" + key.replace('.', '-');
    }

    /** Return the environment variable, as in {@code PGEXPORT_COPY_PART_SIZE}. */
    public String variable() {
        return VARIABLE_PREFIX + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** Return whether a value must be given. */
    public boolean required() {
        return shape == Shape.ONE && defaultValue.isEmpty();
    }

    /** Return whether the flag alone, without a value, means {@code true}. */
    public boolean isSwitch() {
        return type.isBoolean();
    }

    /** Return what values are allowed, as in {@code a whole number from 1 to 64}. */
    public String allowed() {
        String base = type.form();
        if (minimum.isPresent() && maximum.isPresent()) {
            return base + " from " + minimum.get() + " to " + maximum.get();
        }
        return base
                + minimum.map(bound -> ", at least " + bound).orElse("")
                + maximum.map(bound -> ", at most " + bound).orElse("");
    }
}
