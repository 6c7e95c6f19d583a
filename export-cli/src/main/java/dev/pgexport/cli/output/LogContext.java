package dev.pgexport.cli.output;

import dev.pgexport.api.ExportId;
import java.util.Map;
import java.util.Optional;

/**
 * What all events of one command are about: its export, once that is known. Thread-safe.
 *
 * <p>A thread's own context (MDC) is not enough: plugins and timers log on threads of theirs, and the last event, which
 * says what failed, is written when the run is over.
 */
public final class LogContext {
    private volatile Optional<ExportId> export = Optional.empty();

    /** Say which export it is from now on. */
    public void export(ExportId id) {
        export = Optional.of(id);
    }

    /** Return the fields that every event has. */
    public Map<String, String> fields() {
        return export.map(id -> Map.of("export", id.value())).orElse(Map.of());
    }
}
