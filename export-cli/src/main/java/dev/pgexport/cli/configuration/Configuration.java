package dev.pgexport.cli.configuration;

import dev.pgexport.api.ExportException;
import dev.pgexport.engine.settings.Secrets;
import dev.pgexport.engine.settings.SettingDeclaration;
import dev.pgexport.engine.settings.SettingOrigin;
import dev.pgexport.engine.settings.SettingOrigin.Kind;
import dev.pgexport.engine.settings.SettingProblems;
import dev.pgexport.engine.settings.SettingValue;
import dev.pgexport.engine.settings.SettingsBinder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What was set, by the strongest of flag, variable and file. */
public final class Configuration {
    private final KnownSettings known;
    private final Map<String, SettingValue> values;
    private final List<String> problems;
    private final List<String> warnings;

    /**
     * Lay the three over each other.
     *
     * @param flags the values of flags by key
     * @param environment the environment's variables
     * @param file the configuration file, when there is one
     */
    public Configuration(
            KnownSettings known,
            Map<String, SettingValue> flags,
            Map<String, String> environment,
            Optional<ConfigurationFile> file) {
        this.known = known;
        Map<String, SettingValue> layers = new LinkedHashMap<>();
        file.ifPresent(present -> layers.putAll(present.values()));
        layers.putAll(Variables.read(known, environment));
        layers.putAll(flags);
        this.values = Map.copyOf(layers);
        this.problems = file.map(ConfigurationFile::problems).orElse(List.of());
        this.warnings = Variables.warnings(known, environment);
    }

    private Configuration(
            KnownSettings known, Map<String, SettingValue> values, List<String> problems, List<String> warnings) {
        this.known = known;
        this.values = Map.copyOf(values);
        this.problems = problems;
        this.warnings = warnings;
    }

    /** Return what a person should know though it stops nothing. */
    public List<String> warnings() {
        return warnings;
    }

    /** Return a new collection of problems that starts with those of the file. */
    public SettingProblems problems() {
        SettingProblems collected = new SettingProblems();
        problems.forEach(collected::add);
        return collected;
    }

    /** Return a binder of the values. */
    public SettingsBinder binder(SettingProblems collected) {
        return new SettingsBinder(values, collected);
    }

    /**
     * Return this configuration with other values for some settings, as a command line that names several databases needs.
     *
     * @param texts by key
     * @param origin who sets them
     */
    public Configuration with(Map<String, String> texts, SettingOrigin origin) {
        Map<String, SettingValue> changed = new LinkedHashMap<>(values);
        texts.forEach((key, text) -> changed.put(key, SettingValue.of(text, origin)));
        return new Configuration(known, changed, problems, warnings);
    }

    /**
     * Make one record.
     *
     * @throws ExportException of kind CONFIGURATION when it or the file is wrong
     */
    public <C extends Record> C bind(Class<C> type) {
        SettingProblems collected = problems();
        Optional<C> bound = binder(collected).bind(type);
        collected.throwIfAny();
        return bound.orElseThrow();
    }

    /** Return what was set for a key, as it was written: not for showing. */
    public Optional<SettingValue> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** Return every setting and its value. */
    public List<EffectiveSetting> effective() {
        return known.all().stream().map(this::effective).toList();
    }

    private EffectiveSetting effective(SettingDeclaration setting) {
        Optional<SettingValue> value = Optional.ofNullable(values.get(setting.key()))
                .or(() -> setting.defaultValue().map(text -> SettingValue.of(text, SettingOrigin.DEFAULT)));
        return new EffectiveSetting(setting, value);
    }

    /** Return the settings with these keys that a manifest may hold: by key, without secrets. */
    public Map<String, String> recorded(List<SettingDeclaration> settings) {
        Map<String, String> recorded = new TreeMap<>();
        for (SettingDeclaration setting : settings) {
            if (!setting.secret()) {
                effective(setting).value().ifPresent(value -> recorded.put(setting.key(), Secrets.mask(value.text())));
            }
        }
        return recorded;
    }

    /** Return the flags among these settings that were given on the command line. */
    public List<String> flagsGiven(List<SettingDeclaration> settings) {
        return settings.stream()
                .map(setting -> Optional.ofNullable(values.get(setting.key())))
                .flatMap(Optional::stream)
                .filter(value -> value.origin().kind() == Kind.FLAG)
                .map(value -> value.origin().place())
                .toList();
    }
}
