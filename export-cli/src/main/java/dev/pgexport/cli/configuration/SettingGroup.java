package dev.pgexport.cli.configuration;

import dev.pgexport.engine.settings.SettingDeclaration;
import java.util.List;

/**
 * Settings that belong together.
 *
 * @param topic which commands need them
 * @param title as in {@code Strategy copy}
 * @param settings the settings, in the order of their declaration
 */
public record SettingGroup(Topic topic, String title, List<SettingDeclaration> settings) {
    /** What a group of settings is about. */
    public enum Topic {
        SELECTION,
        SOURCE,
        LOCATION,
        RUN,
        RESOURCES,
        STRATEGY,
        SINK,
        OUTPUT
    }

    public SettingGroup {
        settings = List.copyOf(settings);
    }
}
