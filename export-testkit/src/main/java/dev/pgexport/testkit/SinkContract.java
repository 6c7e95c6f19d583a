package dev.pgexport.testkit;

import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Sink;
import dev.pgexport.api.SinkPlugin;
import dev.pgexport.engine.settings.SettingsBinder;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/**
 * What every sink promises. Subclass it in the tests of a sink, and name the plugin and a location:
 *
 * <pre>{@code
 * class MySinkTest extends SinkContract {
 *     @TempDir
 *     Path folder;
 *
 *     protected SinkPlugin<?> plugin() {
 *         return new MySinkPlugin();
 *     }
 *
 *     protected URI location() {
 *         return folder.toUri();
 *     }
 *
 *     public List<String> everythingStored() throws IOException {
 *         ...
 *     }
 * }
 * }</pre>
 *
 * <p>A sink with a hand-off implements {@link SinkHandOffContract} as well.
 *
 * <p>The tests put about 600 MB in all and 6,000 objects, and start one more JVM.
 */
public abstract class SinkContract
        implements SinkObjectContract,
                SinkNameContract,
                SinkAtomicityContract,
                SinkConcurrencyContract,
                SinkVolumeContract,
                SinkClaimContract {

    private final List<Sink> opened = new ArrayList<>();
    private final List<Process> started = new ArrayList<>();

    /** Return the plugin. */
    protected abstract SinkPlugin<?> plugin();

    /** Return a location that nothing was put into before this test: the same one throughout a test. */
    protected abstract URI location();

    /** Return settings by key; all others have their defaults. */
    protected Map<String, String> settings() {
        return Map.of();
    }

    /**
     * Return whether a claim excludes other processes, as it must where several can reach the location; false only for a
     * sink whose location is in the memory of its process.
     */
    protected boolean sharedBetweenProcesses() {
        return true;
    }

    /**
     * Return the names of all that the storage holds at the location, temporary files, unfinished uploads and locks
     * included, so that the tests see whether a failure left something behind. Do not ask the sink.
     */
    @Override
    public abstract List<String> everythingStored() throws Exception;

    @Override
    public final Sink openSink() {
        Sink sink = open(plugin(), settings(), location());
        opened.add(sink);
        return sink;
    }

    static <C extends Record> Sink open(SinkPlugin<C> plugin, Map<String, String> settings, URI location) {
        return plugin.open(SettingsBinder.bind(plugin.settings(), settings), location);
    }

    @Override
    public final Optional<Process> startClaimant(String id, ObjectName complete, ObjectName unfinished, Duration hold)
            throws IOException {
        if (!sharedBetweenProcesses()) {
            return Optional.empty();
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                // Logging as in this process: what a library logs by default goes where the claimant says that it is
                // ready.
                "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile", ""),
                "-cp",
                classPath(),
                Claimant.class.getName(),
                plugin().getClass().getName(),
                location().toString(),
                id,
                complete.value(),
                unfinished.value(),
                hold.toString()));
        settings().forEach((key, value) -> command.add(key + "=" + value));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        started.add(process);
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        if (!Claimant.READY.equals(line)) {
            throw new IOException("the process that should claim " + id + " said " + line);
        }
        return Optional.of(process);
    }

    /** Return the class path of this process; a plugin may have been loaded from elsewhere. */
    private String classPath() {
        String own = System.getProperty("java.class.path");
        CodeSource source = plugin().getClass().getProtectionDomain().getCodeSource();
        return source == null ? own : Path.of(URI.create(source.getLocation().toString())) + File.pathSeparator + own;
    }

    @AfterEach
    final void closeWhatWasOpened() {
        started.forEach(Process::destroyForcibly);
        opened.forEach(Sink::close);
    }
}
