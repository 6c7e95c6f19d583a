package dev.pgexport.cli.plugin;

import dev.pgexport.api.AuthenticationPlugin;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.SinkPlugin;
import dev.pgexport.api.SourcePlugin;
import dev.pgexport.api.read.ReaderPlugin;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The plugins there are.
 *
 * @param sources the strategies, by name
 * @param sinks the sinks, by name
 * @param authentications the ways to prove to a database who we are, by name, beside those of libpq
 * @param readers the readers of what the strategies store, by name
 */
public record Plugins(
        List<SourcePlugin<?>> sources,
        List<SinkPlugin<?>> sinks,
        List<AuthenticationPlugin<?>> authentications,
        List<ReaderPlugin> readers) {
    /** The name of libpq's own ways, which are no plugin's. */
    public static final String PASSWORD = "password";

    public Plugins {
        sources = List.copyOf(sources);
        sinks = List.copyOf(sinks);
        authentications = List.copyOf(authentications);
        readers = List.copyOf(readers);
        checkNames("strategy", sources.stream().map(SourcePlugin::name).toList());
        checkNames("sink", sinks.stream().map(SinkPlugin::name).toList());
        checkNames(
                "authentication",
                Stream.concat(Stream.of(PASSWORD), authentications.stream().<String>map(AuthenticationPlugin::name))
                        .toList());
        checkNames("reader", readers.stream().map(ReaderPlugin::name).toList());
    }

    private static void checkNames(String kind, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new ExportException(Kind.CONFIGURATION, "two plugins are the " + kind + " " + name)
                        .withAdvice("perhaps a jar is in the plugin folder that is installed already");
            }
        }
    }

    /**
     * Find plugins on the class path and in the jars of a folder.
     *
     * @param folder holds jars of plugins and what they need; none when empty
     * @throws ExportException of kind CONFIGURATION when the folder cannot be read, a plugin cannot be loaded, or two have
     *     one name
     */
    public static Plugins load(Optional<Path> folder) {
        ClassLoader loader = folder.map(Plugins::classLoader).orElseGet(Plugins.class::getClassLoader);
        return new Plugins(
                load(SourcePlugin.class, loader).stream()
                        .<SourcePlugin<?>>map(plugin -> plugin)
                        .sorted(Comparator.comparing(SourcePlugin::name))
                        .toList(),
                load(SinkPlugin.class, loader).stream()
                        .<SinkPlugin<?>>map(plugin -> plugin)
                        .sorted(Comparator.comparing(SinkPlugin::name))
                        .toList(),
                load(AuthenticationPlugin.class, loader).stream()
                        .<AuthenticationPlugin<?>>map(plugin -> plugin)
                        .sorted(Comparator.comparing(AuthenticationPlugin::name))
                        .toList(),
                load(ReaderPlugin.class, loader).stream()
                        .sorted(Comparator.comparing(ReaderPlugin::name))
                        .toList());
    }

    /** Find one by name. */
    public static <P> Optional<P> find(List<P> plugins, Function<P, String> name, String wanted) {
        return plugins.stream()
                .filter(plugin -> name.apply(plugin).equals(wanted))
                .findFirst();
    }

    private static <P> List<P> load(Class<P> service, ClassLoader loader) {
        try {
            List<P> found = new ArrayList<>();
            ServiceLoader.load(service, loader).forEach(found::add);
            return found;
        } catch (ServiceConfigurationError e) {
            throw new ExportException(Kind.CONFIGURATION, "cannot load a plugin: " + e.getMessage(), e)
                    .withAdvice("perhaps it was built for another version, or a jar it needs is missing");
        }
    }

    /** Make a class loader that stays open: plugins load classes until the process ends. */
    private static ClassLoader classLoader(Path folder) {
        TreeSet<Path> jars = new TreeSet<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
            found.forEach(jars::add);
            URL[] urls = new URL[jars.size()];
            int count = 0;
            for (Path jar : jars) {
                urls[count++] = jar.toUri().toURL();
            }
            return new URLClassLoader(urls, Plugins.class.getClassLoader());
        } catch (IOException e) {
            throw new ExportException(Kind.CONFIGURATION, "cannot read the plugin folder " + folder + ": " + e, e)
                    .withAdvice("perhaps --plugin-path or PGEXPORT_PLUGIN_PATH names another folder than you think");
        }
    }
}
