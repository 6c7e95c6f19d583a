package dev.pgexport.engine;

import dev.pgexport.api.Export;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportObject;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.SourceState;
import dev.pgexport.api.manifest.ExportDescription;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.manifest.Timings;
import dev.pgexport.engine.RunEvent.ExportOpened;
import dev.pgexport.engine.internal.Workers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** One snapshot, all of its objects, and the manifest once everything agrees. */
final class ExportAttempt {
    /** With waits that double from half a second: a quarter of a minute, as a server takes to recover. */
    private static final int TIMES_TO_REOPEN = 6;

    private final RunRequest request;
    private final Storage storage;
    private final Events events;
    private final Clock clock;
    private final int processors;
    private final Backoff backoff;

    ExportAttempt(RunRequest request, Storage storage, Events events, Clock clock, int processors, Backoff backoff) {
        this.request = request;
        this.storage = storage;
        this.events = events;
        this.clock = clock;
        this.processors = processors;
        this.backoff = backoff;
    }

    /**
     * Perform it.
     *
     * @param again whether a snapshot was lost before, perhaps as the server restarts: wait for it then
     * @return what was made; whatever is thrown, objects may be left, and no worker is
     */
    RunResult perform(boolean again) throws InterruptedException {
        Instant started = clock.instant();
        long start = System.nanoTime();
        Warnings warnings = new Warnings(events);
        ExportDescription description;
        Map<ObjectName, ManifestObject> objects;
        long opened;
        try (Export export = open(exportRequest(warnings, again), again ? TIMES_TO_REOPEN : 1)) {
            opened = System.nanoTime();
            description = export.description();
            storage.begin(description, warnings);
            request.progress().open(export.estimatedBytes());
            events.publish(new ExportOpened(description, export.estimatedBytes()));
            objects = transferAll(export, warnings);
            export.confirm();
        } // The database is let go as soon as it can be.
        long written = System.nanoTime();
        Timings timings = new Timings(started, Duration.ofNanos(opened - start), Duration.ofNanos(written - opened));
        Manifest manifest =
                new ManifestAssembly(request).assemble(description, objects.values(), warnings.all(), timings);
        return storage.complete(manifest, objects);
    }

    /** Look at the source, without opening an export. */
    Optional<SourceState> look() throws InterruptedException {
        return request.source().look(exportRequest(new Warnings(events), false));
    }

    private Export open(ExportRequest exportRequest, int attempts) throws InterruptedException {
        return backoff.attempt(
                attempts, (attempt, failure) -> {}, () -> request.source().open(exportRequest));
    }

    private ExportRequest exportRequest(Warnings warnings, boolean again) {
        RunSettings settings = request.settings();
        return new ExportRequest(
                request.id(),
                request.selection(),
                settings.effectiveJobs(processors),
                settings.effectiveScratch(),
                request.environment(),
                request.authentication(),
                request.sink().handOff(),
                request.cancellation(),
                warnings,
                request.snapshot(),
                // The server may not have noticed yet that the session is gone which held the task for this very run.
                again ? Optional.empty() : request.start().task());
    }

    private Map<ObjectName, ManifestObject> transferAll(Export export, Warnings warnings) throws InterruptedException {
        RunSettings settings = request.settings();
        ObjectTransfer transfer = new ObjectTransfer(
                storage,
                storage.compression(settings.effectiveCompression(processors)),
                backoff,
                settings.attempts(),
                events,
                warnings,
                request.progress());
        Map<ObjectName, ManifestObject> stored = new ConcurrentHashMap<>();
        Workers<ExportObject> workers = new Workers<>("export", settings.effectiveJobs(processors), () -> {
            export.close();
            storage.abort();
        });
        workers.run(export.objects(), object -> {
            ManifestObject transferred = transfer.transfer(object);
            if (stored.put(transferred.name(), transferred) != null) {
                throw new ExportException(
                        Kind.INTEGRITY, "the strategy gave two objects the name " + transferred.name());
            }
        });
        return stored;
    }
}
