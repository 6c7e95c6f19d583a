package dev.pgexport.postgressink;

import dev.pgexport.api.ExportId;
import dev.pgexport.api.Selection;
import dev.pgexport.api.Sink;
import dev.pgexport.api.SourcePlugin;
import dev.pgexport.copy.CopyPlugin;
import dev.pgexport.engine.Cancellation;
import dev.pgexport.engine.ConfiguredSource;
import dev.pgexport.engine.ExportRunner;
import dev.pgexport.engine.RunEvent;
import dev.pgexport.engine.RunListener;
import dev.pgexport.engine.RunProgress;
import dev.pgexport.engine.RunRequest;
import dev.pgexport.engine.RunResult;
import dev.pgexport.engine.RunSettings;
import dev.pgexport.engine.settings.SettingsBinder;
import dev.pgexport.pgdump.PgDumpPlugin;
import dev.pgexport.testkit.TestDatabase;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A run from one database into another, as a test wants it. */
final class TestLoad {
    static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin"));

    private final TestDatabase source;
    private final URI target;
    private final Path scratch;
    private final Map<String, String> settings = new HashMap<>();
    private final Cancellation cancellation = new Cancellation();
    private SourcePlugin<?> plugin = new CopyPlugin();
    private Selection selection = Selection.everything();
    private RunListener listener = event -> {};
    private boolean owner = true;
    private int jobs = 2;

    TestLoad(TestDatabase source, TestDatabase target, Path scratch) {
        this(source, target.uri(), scratch);
    }

    TestLoad(TestDatabase source, URI target, Path scratch) {
        this.source = source;
        this.target = target;
        this.scratch = scratch;
    }

    TestLoad pgdump(String mode) {
        plugin = new PgDumpPlugin();
        return set("pgdump.mode", mode);
    }

    TestLoad set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    TestLoad withoutOwner() {
        owner = false;
        return this;
    }

    TestLoad jobs(int number) {
        jobs = number;
        return this;
    }

    TestLoad selection(Selection wanted) {
        selection = wanted;
        return this;
    }

    TestLoad listener(RunListener wanted) {
        listener = wanted;
        return this;
    }

    /** Do something once the first object that a name is part of is loaded. */
    TestLoad after(String object, Runnable action) {
        return listener(event -> {
            if (event instanceof RunEvent.ObjectStored stored
                    && stored.object().name().value().contains(object)) {
                action.run();
            }
        });
    }

    Cancellation cancellation() {
        return cancellation;
    }

    RunResult run() throws InterruptedException {
        try (Sink sink = new PostgresSinkPlugin(ENVIRONMENT)
                .open(
                        SettingsBinder.bind(
                                PostgresSinkSettings.class, Map.of("postgres.owner", Boolean.toString(owner))),
                        target)) {
            return run(plugin, sink);
        }
    }

    TestLoad plugin(SourcePlugin<?> other) {
        plugin = other;
        return this;
    }

    private <C extends Record> RunResult run(SourcePlugin<C> strategy, Sink sink) throws InterruptedException {
        Map<String, String> all = new HashMap<>(settings);
        all.put("from", source.uri().toString());
        return new ExportRunner()
                .run(new RunRequest(
                        new ExportId("test"),
                        new ConfiguredSource<>(strategy, SettingsBinder.bind(strategy.settings(), all), Map.of()),
                        sink,
                        selection,
                        new RunSettings(
                                Optional.of(jobs),
                                RunSettings.defaults().compression(),
                                Optional.empty(),
                                3,
                                Optional.of(scratch)),
                        ENVIRONMENT,
                        Optional.empty(),
                        "test",
                        cancellation,
                        listener,
                        new RunProgress()));
    }
}
