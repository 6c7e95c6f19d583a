package dev.pgexport.cli.location;

import com.google.inject.Inject;
import dev.pgexport.api.Selection;
import dev.pgexport.api.SourcePlugin;
import dev.pgexport.cli.configuration.Configuration;
import dev.pgexport.engine.ConfiguredSource;
import dev.pgexport.engine.settings.SettingDeclaration;
import dev.pgexport.engine.settings.SettingDeclarations;
import dev.pgexport.engine.settings.SettingProblems;
import dev.pgexport.engine.settings.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The strategies there are, and the settings that were set for them. */
public final class Strategies {
    private final Map<String, SourcePlugin<?>> plugins;
    private final Configuration configuration;

    @Inject
    Strategies(Map<String, SourcePlugin<?>> plugins, Configuration configuration) {
        this.plugins = plugins;
        this.configuration = configuration;
    }

    /** Return the same strategies with the settings of another configuration. */
    public Strategies with(Configuration other) {
        return new Strategies(plugins, other);
    }

    /** Return a strategy with its settings; empty when something is wrong, which the problems then say. */
    public Optional<ConfiguredSource<?>> configure(String name, SettingProblems problems) {
        SourcePlugin<?> plugin = plugins.get(name);
        if (plugin == null) {
            problems.add("there is no strategy " + name + Spelling.suggestion(name, plugins.keySet()) + " (installed: "
                    + String.join(", ", new TreeSet<>(plugins.keySet())) + ")");
            return Optional.empty();
        }
        return configure(plugin, problems);
    }

    private <C extends Record> Optional<ConfiguredSource<?>> configure(
            SourcePlugin<C> plugin, SettingProblems problems) {
        return configuration
                .binder(problems)
                .bind(plugin.settings())
                .map(settings -> new ConfiguredSource<>(plugin, settings, recorded(plugin)));
    }

    private Map<String, String> recorded(SourcePlugin<?> plugin) {
        List<SettingDeclaration> settings = new ArrayList<>(SettingDeclarations.of(plugin.settings()));
        settings.addAll(SettingDeclarations.of(Selection.class));
        return configuration.recorded(settings);
    }

    /** Say which flags were given for strategies other than the chosen one; a service's, as AWS's, have others that use them. */
    public List<String> flagsWithoutEffect(String chosen) {
        List<SettingDeclaration> own = Optional.<SourcePlugin<?>>ofNullable(plugins.get(chosen))
                .map(plugin -> SettingDeclarations.of(plugin.settings()))
                .orElse(List.of());
        return plugins.values().stream()
                .flatMap(plugin -> SettingDeclarations.of(plugin.settings()).stream())
                .filter(setting -> !own.contains(setting) && isOfStrategies(setting))
                .flatMap(setting -> configuration.flagsGiven(List.of(setting)).stream())
                .distinct()
                .toList();
    }

    private boolean isOfStrategies(SettingDeclaration setting) {
        int dot = setting.key().indexOf('.');
        return dot < 0 || plugins.containsKey(setting.key().substring(0, dot));
    }
}
