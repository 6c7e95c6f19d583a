package dev.pgexport.cli.audit;

import dev.pgexport.cli.plugin.Plugins;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which code runs: the jars that the JVM was started with, and those of plugins. */
final class ProgramCode {
    private ProgramCode() {}

    /** Return the jars of this JVM's class path; empty when classes run that are in no jar. */
    static List<Path> jars() {
        List<Path> jars = Arrays.stream(
                        System.getProperty("java.class.path", "").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .toList();
        return jars.stream().allMatch(ProgramCode::isJar) ? jars : List.of();
    }

    /** Return the jars of plugins that were loaded from elsewhere. */
    static List<Path> jarsBeside(Plugins plugins) {
        return Stream.of(plugins.sources(), plugins.sinks(), plugins.authentications(), plugins.readers())
                .flatMap(List::stream)
                .map(plugin -> plugin.getClass())
                .filter(type -> type.getClassLoader() != ProgramCode.class.getClassLoader())
                .flatMap(type -> Stream.ofNullable(type.getProtectionDomain().getCodeSource()))
                .map(source -> Path.of(URI.create(source.getLocation().toString())))
                .distinct()
                .toList();
    }

    private static boolean isJar(Path path) {
        return path.toString().endsWith(".jar") && Files.isRegularFile(path);
    }

    /**
     * Return what {@code LC_ALL=C sha256sum *.jar | sha256sum} says in a folder with these jars; empty when there are none.
     */
    static Optional<String> digest(List<Path> jars) throws IOException {
        Map<String, String> byName = new TreeMap<>();
        for (Path jar : jars) {
            try (InputStream in = Files.newInputStream(jar)) {
                byName.put(String.valueOf(jar.getFileName()), Sha256.of(in));
            }
        }
        if (byName.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder sums = new StringBuilder();
        byName.forEach((name, sum) -> sums.append(sum).append("  ").append(name).append('\n'));
        return Optional.of(Sha256.of(new ByteArrayInputStream(sums.toString().getBytes(StandardCharsets.UTF_8))));
    }
}
