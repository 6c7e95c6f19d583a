package dev.pgexport.cli.configuration;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.Selection;
import dev.pgexport.api.SinkPlugin;
import dev.pgexport.api.SourcePlugin;
import dev.pgexport.cli.configuration.SettingGroup.Topic;
import dev.pgexport.cli.plugin.Plugins;
import dev.pgexport.engine.RunSettings;
import dev.pgexport.engine.settings.SettingDeclaration;
import dev.pgexport.engine.settings.SettingDeclarations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every setting there is: of the program and of all plugins. */
public final class KnownSettings {
    /** The settings of an export that say how it is made, not where it goes. */
    private static final Set<String> HOW = Set.of("strategy");

    /** The settings of a run that a verification has, too. */
    private static final Set<String> RESOURCES = Set.of("jobs", "scratch");

    private final Map<String, SettingDeclaration> byKey = new LinkedHashMap<>();
    private final List<SettingGroup> groups = new ArrayList<>();

    /**
     * Read the declarations.
     *
     * @throws ExportException of kind CONFIGURATION when two plugins declare one setting differently
     */
    public KnownSettings(Plugins plugins) {
        List<SettingDeclaration> source = new ArrayList<>();
        List<SettingDeclaration> location = new ArrayList<>();
        List<SettingDeclaration> how = new ArrayList<>();
        List<SettingDeclaration> resources = new ArrayList<>();
        declared(ExportSettings.class).forEach(setting -> (HOW.contains(setting.key()) ? how : location).add(setting));
        declared(RunSettings.class)
                .forEach(setting -> (RESOURCES.contains(setting.key()) ? resources : how).add(setting));
        List<SettingGroup> ofPlugins = new ArrayList<>();
        for (SourcePlugin<?> plugin : plugins.sources()) {
            ofPlugins.add(split(Topic.STRATEGY, "Strategy " + plugin.name(), plugin.name(), plugin.settings(), source));
        }
        for (SinkPlugin<?> plugin : plugins.sinks()) {
            ofPlugins.add(split(Topic.SINK, "Sink " + plugin.name(), plugin.name(), plugin.settings(), location));
        }
        // Where another plugin shares a setting, it is shown with the plugin that owns its key.
        source.removeIf(setting -> isOwned(setting, ofPlugins));
        location.removeIf(setting -> isOwned(setting, ofPlugins));
        add(new SettingGroup(Topic.SELECTION, "What to export", declared(Selection.class)));
        add(new SettingGroup(Topic.SOURCE, "Where from", source));
        add(new SettingGroup(Topic.LOCATION, "Where to", location));
        add(new SettingGroup(Topic.RUN, "How", how));
        add(new SettingGroup(Topic.RESOURCES, "With what", resources));
        ofPlugins.forEach(this::add);
        add(new SettingGroup(Topic.OUTPUT, "Output", declared(OutputSettings.class)));
    }

    /** Return the group of a plugin's own settings; those whose keys it does not own are shared, each once. */
    private static SettingGroup split(
            Topic topic, String title, String name, Class<? extends Record> type, List<SettingDeclaration> shared) {
        List<SettingDeclaration> own = new ArrayList<>();
        for (SettingDeclaration setting : declaredBy(name, type)) {
            if (setting.key().startsWith(name + ".")) {
                own.add(setting);
            } else if (!shared.contains(setting)) {
                shared.add(setting);
            }
        }
        return new SettingGroup(topic, title, own);
    }

    private static List<SettingDeclaration> declaredBy(String plugin, Class<? extends Record> type) {
        try {
            return declared(type);
        } catch (IllegalArgumentException e) {
            throw new ExportException(
                            Kind.CONFIGURATION,
                            "the plugin " + plugin + " does not declare its settings as it must: " + e.getMessage(),
                            e)
                    .withAdvice("perhaps it was built for another version; its author has to know");
        }
    }

    private static boolean isOwned(SettingDeclaration setting, List<SettingGroup> owners) {
        return owners.stream().anyMatch(group -> group.settings().contains(setting));
    }

    private static List<SettingDeclaration> declared(Class<? extends Record> type) {
        return SettingDeclarations.of(type);
    }

    private void add(SettingGroup group) {
        if (group.settings().isEmpty()) {
            return;
        }
        for (SettingDeclaration setting : group.settings()) {
            SettingDeclaration other = byKey.putIfAbsent(setting.key(), setting);
            if (other != null) {
                throw new ExportException(Kind.CONFIGURATION, "two plugins declare the setting " + setting.key())
                        .withAdvice("perhaps remove one of the plugins that 'pgexport plugins' lists");
            }
        }
        groups.add(group);
    }

    /** Return the groups in the order in which a person would want to read them. */
    public List<SettingGroup> groups() {
        return List.copyOf(groups);
    }

    /** Return the groups of some topics. */
    public List<SettingGroup> groups(Set<Topic> topics) {
        return groups.stream().filter(group -> topics.contains(group.topic())).toList();
    }

    public Set<String> keys() {
        return Set.copyOf(byKey.keySet());
    }

    public List<SettingDeclaration> all() {
        return List.copyOf(byKey.values());
    }

    public Optional<SettingDeclaration> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }
}
