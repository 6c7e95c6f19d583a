package dev.pgexport.cli.configuration;

import dev.pgexport.cli.configuration.SettingGroup.Topic;
import dev.pgexport.engine.settings.SettingDeclaration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The settings that the plugins of one kind declare, told apart by their keys.
 *
 * <p>A key that starts with a plugin's name, as {@code copy.format}, is that plugin's own, whoever else declares it. One
 * that starts with another word, as {@code aws.region}, belongs to a service that plugins of any kind share. All others,
 * as {@code from}, are common to the kind.
 */
final class PluginSettings {
    private final Topic topic;
    private final String title;
    private final Map<String, Set<SettingDeclaration>> byPlugin = new LinkedHashMap<>();

    PluginSettings(Topic topic, String title) {
        this.topic = topic;
        this.title = title;
    }

    void add(String plugin, List<SettingDeclaration> settings) {
        byPlugin.put(plugin, new LinkedHashSet<>(settings));
    }

    /** Return a group for each plugin, with its own settings; what others declare differently is there twice. */
    List<SettingGroup> groups(List<PluginSettings> kinds) {
        List<SettingGroup> groups = new ArrayList<>();
        byPlugin.forEach((plugin, settings) -> groups.add(new SettingGroup(
                Set.of(topic),
                title + " " + plugin,
                Stream.concat(settings.stream(), all(kinds))
                        .filter(setting -> service(setting).equals(plugin))
                        .distinct()
                        .toList())));
        return groups;
    }

    private static Stream<SettingDeclaration> all(List<PluginSettings> kinds) {
        return kinds.stream().flatMap(kind -> kind.byPlugin.values().stream()).flatMap(Set::stream);
    }

    /** Return what is common to the kind, each once. */
    List<SettingDeclaration> common() {
        return byPlugin.values().stream()
                .flatMap(Set::stream)
                .filter(setting -> service(setting).isEmpty())
                .distinct()
                .toList();
    }

    /** Return a group for each service, with its settings, each once, for all commands that one of the kinds is for. */
    static List<SettingGroup> services(List<PluginSettings> kinds) {
        Map<String, Set<SettingDeclaration>> settings = new LinkedHashMap<>();
        Map<String, Set<Topic>> topics = new LinkedHashMap<>();
        for (PluginSettings kind : kinds) {
            for (Set<SettingDeclaration> declared : kind.byPlugin.values()) {
                for (SettingDeclaration setting : declared) {
                    String service = service(setting);
                    if (!service.isEmpty() && kinds.stream().noneMatch(each -> each.byPlugin.containsKey(service))) {
                        settings.computeIfAbsent(service, unused -> new LinkedHashSet<>())
                                .add(setting);
                        topics.computeIfAbsent(service, unused -> EnumSet.noneOf(Topic.class))
                                .add(kind.topic);
                    }
                }
            }
        }
        List<SettingGroup> groups = new ArrayList<>();
        settings.forEach((service, declared) -> groups.add(new SettingGroup(
                topics.getOrDefault(service, Set.of()), service.toUpperCase(Locale.ROOT), List.copyOf(declared))));
        return groups;
    }

    /** Return the first word of a key that has more; empty when it has one. */
    private static String service(SettingDeclaration setting) {
        int dot = setting.key().indexOf('.');
        return dot < 0 ? "" : setting.key().substring(0, dot);
    }
}
