package dev.pgexport.cli.location;

import com.google.inject.Inject;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.Sink;
import dev.pgexport.api.SinkPlugin;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.cli.configuration.Configuration;
import dev.pgexport.cli.configuration.ExportSettings;
import dev.pgexport.cli.configuration.ProcessEnvironment;
import dev.pgexport.engine.location.ExportAddress;
import dev.pgexport.engine.location.ExportLocation;
import dev.pgexport.engine.settings.SettingProblems;
import dev.pgexport.engine.settings.Spelling;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The sinks there are, the settings that were set for them, and the exports that command lines name. */
public final class Locations {
    private final Map<String, SinkPlugin<?>> plugins;
    private final Configuration configuration;
    private final ProcessEnvironment environment;

    @Inject
    Locations(Map<String, SinkPlugin<?>> plugins, Configuration configuration, ProcessEnvironment environment) {
        this.plugins = plugins;
        this.configuration = configuration;
        this.environment = environment;
    }

    /**
     * Return the sink of the location that was named, or else of the one that was set.
     *
     * @throws ExportException of kind CONFIGURATION when there is none
     */
    public ConfiguredSink<?> configure(Optional<String> named) {
        SettingProblems problems = configuration.problems();
        Optional<ConfiguredSink<?>> sink = configuration
                .binder(problems)
                .bind(ExportSettings.class)
                .flatMap(settings -> configure(named.or(settings::to), settings.sinkType(), problems));
        problems.throwIfAny();
        return sink.orElseThrow();
    }

    /** Return the sink of a location; empty when something is wrong, which the problems then say. */
    public Optional<ConfiguredSink<?>> configure(
            Optional<String> location, Optional<String> type, SettingProblems problems) {
        if (location.isEmpty()) {
            problems.add("a location is required: give --to, PGEXPORT_TO or to in the file");
            return Optional.empty();
        }
        URI uri;
        try {
            uri = LocationUri.parse(location.get(), environment.workingDirectory());
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
        Optional<SinkPlugin<?>> plugin = type.isPresent() ? byName(type.get(), problems) : byScheme(uri, problems);
        return plugin.flatMap(found -> configure(found, uri, problems));
    }

    private <C extends Record> Optional<ConfiguredSink<?>> configure(
            SinkPlugin<C> plugin, URI uri, SettingProblems problems) {
        return configuration
                .binder(problems)
                .bind(plugin.settings())
                .map(settings -> new ConfiguredSink<>(plugin, settings, uri));
    }

    private Optional<SinkPlugin<?>> byName(String name, SettingProblems problems) {
        Optional<SinkPlugin<?>> plugin = Optional.ofNullable(plugins.get(name));
        if (plugin.isEmpty()) {
            problems.add("there is no sink " + name + Spelling.suggestion(name, plugins.keySet()) + " (installed: "
                    + String.join(", ", new TreeSet<>(plugins.keySet())) + ")");
        }
        return plugin;
    }

    private Optional<SinkPlugin<?>> byScheme(URI uri, SettingProblems problems) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        Optional<SinkPlugin<?>> plugin = plugins.values().stream()
                .<SinkPlugin<?>>map(candidate -> candidate)
                .filter(candidate -> candidate.schemes().contains(scheme))
                .findFirst();
        if (plugin.isEmpty()) {
            Map<String, String> served = new TreeMap<>();
            plugins.values().forEach(sink -> sink.schemes().forEach(known -> served.put(known, sink.name())));
            problems.add("no sink serves locations that start with " + scheme + ":"
                    + Spelling.suggestion(scheme, served.keySet()) + " (installed: " + served + ")");
        }
        return plugin;
    }

    /**
     * Open the export that was named: by its folder or prefix, by its location and --id, or as the newest of a location.
     *
     * @throws ExportException when there is none, or its manifest cannot be read
     */
    public OpenExport open(Optional<String> named) throws IOException {
        return open(
                configure(named), id(configuration.bind(ExportSettings.class).id()));
    }

    /** Open the export that was named: by its folder or prefix, by its location and an id, or as the newest of a location. */
    public OpenExport open(String named, Optional<ExportId> id) throws IOException {
        return open(configure(Optional.of(named)), id);
    }

    private static OpenExport open(ConfiguredSink<?> configured, Optional<ExportId> id) throws IOException {
        Optional<ExportAddress> address = id.isPresent() ? Optional.empty() : ofExport(configured);
        ConfiguredSink<?> location =
                address.isPresent() ? configured.at(address.get().location()) : configured;
        Sink sink = location.openStored();
        try {
            Manifest manifest = manifest(sink, id.or(() -> address.map(ExportAddress::id)));
            return new OpenExport(sink, location.location(), manifest);
        } catch (ExportException e) {
            sink.close();
            throw named(e, location.location());
        } catch (RuntimeException | Error e) {
            sink.close();
            throw e;
        }
    }

    private static Manifest manifest(Sink sink, Optional<ExportId> wanted) {
        ExportLocation exports = new ExportLocation(sink);
        return wanted.isPresent() ? exports.read(wanted.get()) : exports.newest();
    }

    /** Say which location it was that failed: its sink was opened long before and knows only itself. */
    private static ExportException named(ExportException failure, URI location) {
        ExportException named =
                new ExportException(failure.kind(), LocationUri.shown(location) + ": " + failure.getMessage(), failure);
        return failure.advice().map(named::withAdvice).orElse(named);
    }

    /** Return the id that was given. */
    public static Optional<ExportId> id(Optional<String> text) {
        try {
            return text.map(MomentInId::compact).map(ExportId::new);
        } catch (IllegalArgumentException e) {
            throw new ExportException(Kind.CONFIGURATION, "--id: " + e.getMessage(), e);
        }
    }

    /** Return the location and id of what was named, when that is an export itself and not a location. */
    private static Optional<ExportAddress> ofExport(ConfiguredSink<?> configured) throws IOException {
        Optional<ExportAddress> address = ExportAddress.of(configured.location());
        if (address.isEmpty() || configured.location().getPath().endsWith("/" + Manifest.NAME + "/")) {
            return address;
        }
        try (Sink sink = configured.open()) {
            return sink.find(Manifest.NAME).isPresent() ? address : Optional.empty();
        }
    }
}
