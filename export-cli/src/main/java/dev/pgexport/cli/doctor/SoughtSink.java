package dev.pgexport.cli.doctor;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.HandOff;
import dev.pgexport.api.Sink;
import dev.pgexport.cli.location.ConfiguredSink;
import java.util.Optional;

/** The sink of a location that may not be given, or may not open: other lines of the diagnosis say that. */
final class SoughtSink implements AutoCloseable {
    private final Optional<Sink> sink;

    private SoughtSink(Optional<Sink> sink) {
        this.sink = sink;
    }

    static SoughtSink of(Optional<ConfiguredSink<?>> configured) {
        try {
            return new SoughtSink(configured.map(ConfiguredSink::open));
        } catch (ExportException e) {
            return new SoughtSink(Optional.empty());
        }
    }

    /** Return where another service may write, for a source that has one write. */
    Optional<HandOff> handOff() {
        return sink.flatMap(Sink::handOff);
    }

    @Override
    public void close() {
        sink.ifPresent(Sink::close);
    }
}
