package dev.pgexport.cli.location;

import com.google.inject.Inject;
import dev.pgexport.api.AuthenticationPlugin;
import dev.pgexport.cli.configuration.AuthenticationSettings;
import dev.pgexport.cli.configuration.Configuration;
import dev.pgexport.cli.plugin.Plugins;
import dev.pgexport.engine.settings.SettingDeclaration;
import dev.pgexport.engine.settings.SettingDeclarations;
import dev.pgexport.engine.settings.SettingProblems;
import dev.pgexport.engine.settings.Spelling;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The ways to authenticate that there are, and the settings that were set for them. */
public final class Authentications {
    private final Map<String, AuthenticationPlugin<?>> plugins;
    private final Configuration configuration;

    @Inject
    Authentications(Map<String, AuthenticationPlugin<?>> plugins, Configuration configuration) {
        this.plugins = plugins;
        this.configuration = configuration;
    }

    /** Return the way that was chosen, empty for libpq's own; what is wrong goes to the problems. */
    public Optional<ConfiguredAuthentication<?>> configure(SettingProblems problems) {
        return chosen(problems).flatMap(name -> {
            AuthenticationPlugin<?> plugin = plugins.get(name);
            if (plugin == null) {
                Set<String> installed = new TreeSet<>(plugins.keySet());
                installed.add(Plugins.PASSWORD);
                problems.add("there is no authentication " + name + Spelling.suggestion(name, installed)
                        + " (installed: " + String.join(", ", installed) + ")");
                return Optional.empty();
            }
            return configure(plugin, problems);
        });
    }

    private Optional<String> chosen(SettingProblems problems) {
        return configuration
                .binder(problems)
                .bind(AuthenticationSettings.class)
                .map(AuthenticationSettings::name)
                .filter(name -> !name.equals(Plugins.PASSWORD));
    }

    private <C extends Record> Optional<ConfiguredAuthentication<?>> configure(
            AuthenticationPlugin<C> plugin, SettingProblems problems) {
        return configuration
                .binder(problems)
                .bind(plugin.settings())
                .map(settings -> new ConfiguredAuthentication<>(plugin, settings));
    }

    /** Say which flags were given for ways of authentication that were not chosen, a sentence for each. */
    public List<String> flagsWithoutEffect() {
        Optional<String> chosen = chosen(configuration.problems());
        return plugins.values().stream()
                .filter(plugin -> !chosen.equals(Optional.of(plugin.name())))
                .flatMap(
                        plugin -> ownFlags(plugin).map(flag -> flag + " has no effect without --auth " + plugin.name()))
                .toList();
    }

    private Stream<String> ownFlags(AuthenticationPlugin<?> plugin) {
        List<SettingDeclaration> own = SettingDeclarations.of(plugin.settings()).stream()
                .filter(setting -> setting.key().startsWith(plugin.name() + "."))
                .toList();
        return configuration.flagsGiven(own).stream();
    }
}
