package dev.pgexport.engine;

import dev.pgexport.api.manifest.Codec;
import dev.pgexport.api.manifest.Manifest;
import java.util.List;
import java.util.Optional;

/** An export of two tables in memory, and its strategy, which counts lines. */
public record CompletedRun(Manifest manifest, MemorySink sink, ConfiguredSource<?> source) {
    public static CompletedRun of(Codec codec) throws InterruptedException {
        RunFixture fixture = new RunFixture();
        fixture.settings = new RunSettings(Optional.of(2), codec, Optional.empty(), 3, Optional.empty());
        fixture.source.tables = List.of("moves", "users");
        fixture.source.objects = List.of(
                ScriptedObject.rows("moves", 1, 1000),
                ScriptedObject.rows("moves", 2, 500),
                ScriptedObject.rows("users", 1, 10));
        return new CompletedRun(fixture.complete(), fixture.sink, fixture.source.configured(fixture.recorded));
    }

    public CompletedRun with(Manifest other) {
        return new CompletedRun(other, sink, source);
    }
}
