package dev.pgexport.cli.run;

import dev.pgexport.api.manifest.SourceDescription;
import dev.pgexport.engine.RunEvent;
import dev.pgexport.engine.RunEvent.ExportOpened;
import dev.pgexport.engine.RunEvent.ExportRestarted;
import dev.pgexport.engine.RunEvent.ObjectRepeated;
import dev.pgexport.engine.RunListener;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps of a run what is told of it in the end, also when it fails. Thread-safe. */
final class RunWatch implements RunListener {
    private final AtomicLong retries = new AtomicLong();
    private volatile Optional<SourceDescription> source = Optional.empty();

    @Override
    public void on(RunEvent event) {
        if (event instanceof ObjectRepeated || event instanceof ExportRestarted) {
            retries.incrementAndGet();
        } else if (event instanceof ExportOpened opened) {
            source = Optional.of(opened.description().source());
        }
    }

    /** Return a listener that passes on to another what this one heard, too. */
    RunListener before(RunListener other) {
        return event -> {
            on(event);
            other.on(event);
        };
    }

    /** Return how often an object was written again, or the export started again. */
    long retries() {
        return retries.get();
    }

    /** Return the source whose snapshot was held, once it was. */
    Optional<SourceDescription> source() {
        return source;
    }
}
