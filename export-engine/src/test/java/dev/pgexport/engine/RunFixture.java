package dev.pgexport.engine;

import dev.pgexport.api.ExportId;
import dev.pgexport.api.Selection;
import dev.pgexport.api.Written;
import dev.pgexport.api.manifest.Codec;
import dev.pgexport.api.manifest.Manifest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A run from a scripted source into memory, with everything that a test may want to set or see. */
final class RunFixture {
    final ScriptedSource source = new ScriptedSource();
    final MemorySink sink = new MemorySink();
    final Cancellation cancellation = new Cancellation();
    final RunProgress progress = new RunProgress();
    final List<RunEvent> events = new CopyOnWriteArrayList<>();
    ExportId id = new ExportId("20261121T010203Z-app-scripted-k3f9");
    Map<String, String> recorded = Map.of("scripted.format", "csv");
    RunStart start = RunStart.ALWAYS;
    String programVersion = "0.1.0";
    RunListener listener = events::add;
    RunSettings settings = new RunSettings(Optional.of(2), Codec.ZSTD, Optional.empty(), 3, Optional.empty());
    Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(5));

    RunResult run() throws InterruptedException {
        return new ExportRunner(Clock.systemUTC(), 2, backoff)
                .run(new RunRequest(
                                id,
                                source.configured(recorded),
                                sink,
                                Selection.everything(),
                                settings,
                                Map.of(),
                                Optional.empty(),
                                programVersion,
                                cancellation,
                                listener,
                                progress)
                        .withStart(start));
    }

    Manifest complete() throws InterruptedException {
        return run().manifest();
    }

    /** Give the source two tables in three objects, and a schema. */
    RunFixture withTwoTables() {
        source.tables = List.of("moves", "users");
        source.objects = List.of(
                ScriptedObject.rows("moves", 1, 1000),
                ScriptedObject.rows("moves", 2, 500),
                ScriptedObject.rows("users", 1, 10),
                ScriptedObject.of("schema/schema.dump", out -> {
                            out.write(new byte[] {'P', 'G', 'D', 'M', 'P'});
                            return Written.withoutRows();
                        })
                        .incompressible());
        return this;
    }

    RunFixture jobs(int jobs) {
        settings = new RunSettings(
                Optional.of(jobs),
                settings.compression(),
                settings.compressionLevel(),
                settings.attempts(),
                settings.scratch());
        return this;
    }

    <E extends RunEvent> List<E> events(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
