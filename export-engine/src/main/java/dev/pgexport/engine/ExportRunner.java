package dev.pgexport.engine;

import dev.pgexport.api.ExportException;
import dev.pgexport.engine.internal.Interruption;
import dev.pgexport.engine.manifest.ManifestJson;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.MDC;

/** Runs exports: complete or not at all. Thread-safe; each run uses threads of its own. */
public final class ExportRunner {
    private final Clock clock;
    private final int processors;
    private final Backoff backoff;
    private final ManifestJson json = new ManifestJson();

    public ExportRunner() {
        this(
                Clock.systemUTC(),
                Runtime.getRuntime().availableProcessors(),
                new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10)));
    }

    ExportRunner(Clock clock, int processors, Backoff backoff) {
        this.clock = clock;
        this.processors = processors;
        this.backoff = backoff;
    }

    /**
     * Make an export, or find that there is nothing to do. Whatever is thrown, there is no manifest of this run, and what it
     * had stored is deleted.
     *
     * @throws ExportException when it fails: the first failure, with the later ones suppressed; of kind CONFLICT when
     *     another export has the id, BUSY when a living run holds it or has an export of the same task open
     * @throws InterruptedException when the run was cancelled or this thread interrupted
     */
    @SuppressWarnings("try") // the resources work by being open
    public RunResult run(RunRequest request) throws InterruptedException {
        try (MDC.MDCCloseable context = MDC.putCloseable("export", request.id().value());
                Interruption interruption = Interruption.on(request.cancellation())) {
            return new Run(request, clock, processors, backoff, json, interruption).perform();
        }
    }
}
