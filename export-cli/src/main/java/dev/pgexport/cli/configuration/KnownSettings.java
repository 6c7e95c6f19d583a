package dev.pgexport.cli.configuration;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.Selection;
import dev.pgexport.aws.event.EventSettings;
import dev.pgexport.cli.audit.AuditSettings;
import dev.pgexport.cli.configuration.SettingGroup.Topic;
import dev.pgexport.cli.metrics.MetricsSettings;
import dev.pgexport.cli.plugin.Plugins;
import dev.pgexport.engine.RunSettings;
import dev.pgexport.engine.settings.SettingDeclaration;
import dev.pgexport.engine.settings.SettingDeclarations;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
        List<SettingDeclaration> location = new ArrayList<>();
        List<SettingDeclaration> how = new ArrayList<>();
        List<SettingDeclaration> resources = new ArrayList<>();
        declared(ExportSettings.class).forEach(setting -> (HOW.contains(setting.key()) ? how : location).add(setting));
        declared(RunSettings.class)
                .forEach(setting -> (RESOURCES.contains(setting.key()) ? resources : how).add(setting));
        how.addAll(declared(RunLimits.class));
        how.addAll(declared(StartSettings.class));
        PluginSettings sources = new PluginSettings(Topic.STRATEGY, "Strategy");
        plugins.sources().forEach(plugin -> sources.add(plugin.name(), declaredBy(plugin.name(), plugin.settings())));
        PluginSettings authentications = new PluginSettings(Topic.AUTHENTICATION, "Authentication");
        plugins.authentications()
                .forEach(plugin -> authentications.add(plugin.name(), declaredBy(plugin.name(), plugin.settings())));
        PluginSettings sinks = new PluginSettings(Topic.SINK, "Sink");
        plugins.sinks().forEach(plugin -> sinks.add(plugin.name(), declaredBy(plugin.name(), plugin.settings())));
        List<PluginSettings> kinds = List.of(sources, authentications, sinks);
        add(new SettingGroup(Set.of(Topic.SELECTION), "What to export", declared(Selection.class)));
        add(new SettingGroup(Set.of(Topic.SOURCE), "Where from", sources.common()));
        add(new SettingGroup(
                Set.of(Topic.AUTHENTICATION),
                "As whom",
                joined(declared(AuthenticationSettings.class), authentications.common())));
        add(new SettingGroup(Set.of(Topic.LOCATION), "Where to", joined(location, sinks.common())));
        add(new SettingGroup(Set.of(Topic.RUN), "How", how));
        add(new SettingGroup(Set.of(Topic.RESOURCES), "With what", resources));
        kinds.forEach(kind -> kind.groups(kinds).forEach(this::add));
        PluginSettings.services(kinds).forEach(this::add);
        add(new SettingGroup(Set.of(Topic.TELLING), "Who hears of it", telling()));
        add(new SettingGroup(Set.of(Topic.OUTPUT), "Output", declared(OutputSettings.class)));
    }

    private static List<SettingDeclaration> telling() {
        List<SettingDeclaration> events = declared(EventSettings.class).stream()
                .filter(setting -> setting.key().startsWith("events.")) // AWS's are the plugins' that it is reached by
                .toList();
        return joined(joined(declared(MetricsSettings.class), events), declared(AuditSettings.class));
    }

    private static List<SettingDeclaration> joined(List<SettingDeclaration> some, List<SettingDeclaration> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
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
        return groups.stream()
                .filter(group -> !Collections.disjoint(group.topics(), topics))
                .toList();
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
