package dev.pgexport.cli.configuration;

import dev.pgexport.engine.settings.SettingDeclaration;
import java.util.List;
import java.util.Set;

/**
 * Settings that belong together.
 *
 * @param topics which commands need them: those with one of these topics
 * @param title as in {@code Strategy copy}
 * @param settings the settings, in the order of their declaration
 */
public record SettingGroup(Set<Topic> topics, String title, List<SettingDeclaration> settings) {
    /** What a group of settings is about. */
    public enum Topic {
        SELECTION,
        SOURCE,
        AUTHENTICATION,
        LOCATION,
        RUN,
        RESOURCES,
        STRATEGY,
        SINK,
        TELLING,
        OUTPUT
    }

    public SettingGroup {
        topics = Set.copyOf(topics);
        settings = List.copyOf(settings);
    }
}
