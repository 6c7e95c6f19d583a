package dev.pgexport.cli.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.cli.CommandLineHarness;
import dev.pgexport.cli.CommandLineHarness.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins of others, in jars that are made here. */
class PluginFolderTest {
    private static final String TAPE = """
            package tape;

            import dev.pgexport.api.*;
            import dev.pgexport.api.setting.Setting;
            import java.net.URI;
            import java.util.*;

            public final class TapePlugin implements SinkPlugin<TapePlugin.Settings> {
                public record Settings(
                        @Setting(key = "KEY", description = "How fast", defaultValue = "4", maximum = "8") int speed) {}
                public String name() { return "NAME"; }
                public String description() { return "Puts exports on tape."; }
                public Set<String> schemes() { return Set.of("tape"); }
                public Class<Settings> settings() { return Settings.class; }
                public Sink open(Settings settings, URI location) {
                    throw new ExportException(ExportException.Kind.UNAVAILABLE, "no tape at speed " + settings.speed());
                }
                public List<Finding> diagnose(Settings settings, URI location) { return List.of(); }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void aJarInTheFolderIsAsGoodAsInstalled() throws IOException {
        addPlugin("tape", "tape.speed");

        assertThat(run("plugins").out()).contains("tape", "Puts exports on tape.");
        assertThat(run("run", "--help").out())
                .contains("Sink tape", "--tape-speed=N", "How fast. (at most 8; default 4)");
        Outcome list = run("list", "tape:reel", "--tape-speed", "8");
        assertThat(list.exitCode()).isEqualTo(69);
        assertThat(list.err()).contains("no tape at speed 8");
    }

    @Test
    void theSettingsOfAServiceAreShownByThemselvesWithEveryCommandThatNeedsThem() throws IOException {
        addPlugin("tape", "robot.arms");

        assertThat(run("list", "--help").out()).containsSubsequence("ROBOT", "--robot-arms=N");
        assertThat(run("run", "--help").out()).containsSubsequence("Sink filesystem", "ROBOT", "--robot-arms=N");
        assertThat(run("list", "tape:reel", "--robot-arms", "8").err()).contains("no tape at speed 8");
    }

    @Test
    void readersOfWhatTheStrategiesStoreAreListed() throws IOException {
        addPlugin("tape", "tape.speed");

        assertThat(run("plugins").out())
                .contains("reader", "copy-binary", "copy-csv", "copy-text")
                .contains("pgdump-custom", "pgdump-directory", "pgdump-plain", "rds-parquet");
    }

    @Test
    void twoPluginsOfOneNameAreRefused() throws IOException {
        addPlugin("filesystem", "tape.speed");

        Outcome plugins = run("plugins");

        assertThat(plugins.exitCode()).isEqualTo(78);
        assertThat(plugins.err()).contains("two plugins are the sink filesystem");
    }

    @Test
    void aFlagThatIsTakenIsRefused() throws IOException {
        addPlugin("tape", "jobs");

        Outcome plugins = run("plugins");

        assertThat(plugins.exitCode()).isEqualTo(78);
        assertThat(plugins.err()).contains("two plugins declare the setting jobs");
    }

    @Test
    void aFlagOfACommandsOwnIsRefused() throws IOException {
        addPlugin("tape", "json");

        Outcome plugins = run("plugins");

        assertThat(plugins.exitCode()).isEqualTo(78);
        assertThat(plugins.err()).contains("the setting json, whose flag is taken: --json");
    }

    @Test
    void aDeclarationThatIsNoneIsRefused() throws IOException {
        addPlugin("tape", "Tape Speed");

        Outcome plugins = run("plugins");

        assertThat(plugins.exitCode()).isEqualTo(78);
        assertThat(plugins.err()).contains("the plugin tape does not declare its settings as it must", "Tape Speed");
    }

    @Test
    void aJarThatPromisesMoreThanItHoldsIsRefused() throws IOException {
        jar(List.of());

        Outcome plugins = run("plugins");

        assertThat(plugins.exitCode()).isEqualTo(78);
        assertThat(plugins.err()).contains("cannot load a plugin", "tape.TapePlugin", "perhaps");
    }

    private Outcome run(String... arguments) {
        return new CommandLineHarness(folder)
                .variable("PGEXPORT_PLUGIN_PATH", "plugins")
                .run(arguments);
    }

    private void addPlugin(String name, String key) throws IOException {
        Path source = folder.resolve("TapePlugin.java");
        Files.writeString(source, TAPE.replace("NAME", name).replace("KEY", key));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        int failed = compiler.run(
                null, null, null, "-proc:none", "-cp", classPath, "-d", folder.toString(), source.toString());
        assertThat(failed).isZero();
        jar(List.of("tape/TapePlugin.class", "tape/TapePlugin$Settings.class"));
    }

    private void jar(List<String> classes) throws IOException {
        Files.createDirectories(folder.resolve("plugins"));
        try (OutputStream file = Files.newOutputStream(folder.resolve("plugins/tape.jar"));
                JarOutputStream jar = new JarOutputStream(file)) {
            jar.putNextEntry(new JarEntry("META-INF/services/dev.pgexport.api.SinkPlugin"));
            jar.write("tape.TapePlugin".getBytes(StandardCharsets.UTF_8));
            for (String name : classes) {
                jar.putNextEntry(new JarEntry(name));
                jar.write(Files.readAllBytes(folder.resolve(name)));
            }
        }
    }
}
