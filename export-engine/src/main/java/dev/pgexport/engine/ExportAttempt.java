package dev.pgexport.engine;

import dev.pgexport.api.Export;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportObject;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.manifest.ExportDescription;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.manifest.Timings;
import dev.pgexport.engine.RunEvent.ExportOpened;
import dev.pgexport.engine.internal.Workers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One snapshot, all of its objects, and the manifest once everything agrees. */
final class ExportAttempt {
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

    /** Return the manifest that was written. Whatever is thrown, objects may be left, and no worker is. */
    Manifest perform() throws InterruptedException {
        Instant started = clock.instant();
        long start = System.nanoTime();
        Warnings warnings = new Warnings(events);
        ExportDescription description;
        Collection<ManifestObject> objects;
        long opened;
        try (Export export = request.source().open(exportRequest(warnings))) {
            opened = System.nanoTime();
            description = export.description();
            request.progress().open(export.estimatedBytes());
            events.publish(new ExportOpened(description, export.estimatedBytes()));
            objects = transferAll(export, warnings);
            export.confirm();
        } // The database is let go as soon as it can be.
        long written = System.nanoTime();
        Timings timings = new Timings(started, Duration.ofNanos(opened - start), Duration.ofNanos(written - opened));
        Manifest manifest = new ManifestAssembly(request).assemble(description, objects, warnings.all(), timings);
        checkStored(objects);
        storage.create(manifest);
        return manifest;
    }

    private ExportRequest exportRequest(Warnings warnings) {
        RunSettings settings = request.settings();
        return new ExportRequest(
                request.id(),
                request.selection(),
                settings.effectiveJobs(processors),
                settings.effectiveScratch(),
                request.environment(),
                request.sink().handOff(),
                request.cancellation(),
                warnings);
    }

    private Collection<ManifestObject> transferAll(Export export, Warnings warnings) throws InterruptedException {
        RunSettings settings = request.settings();
        ObjectTransfer transfer = new ObjectTransfer(
                storage,
                settings.effectiveCompression(processors),
                backoff,
                settings.attempts(),
                events,
                warnings,
                request.progress());
        Map<ObjectName, ManifestObject> stored = new ConcurrentHashMap<>();
        Workers<ExportObject> workers = new Workers<>("export", settings.effectiveJobs(processors), export::close);
        workers.run(export.objects(), object -> {
            ManifestObject transferred = transfer.transfer(object);
            if (stored.put(transferred.name(), transferred) != null) {
                throw new ExportException(
                        Kind.INTEGRITY, "the strategy gave two objects the name " + transferred.name());
            }
        });
        return stored.values();
    }

    /** Compare what the location says it holds with what was written. */
    private void checkStored(Collection<ManifestObject> objects) {
        Map<ObjectName, ManifestObject> missing = new HashMap<>();
        objects.forEach(object -> missing.put(object.name(), object));
        storage.forEach(stored -> {
            ManifestObject object = missing.remove(stored.name());
            if (object == null) {
                throw new ExportException(
                        Kind.INTEGRITY, stored.name() + " is in the export, and this run did not write it");
            }
            ObjectTransfer.check(stored, object.name(), object.bytes(), object.crc32c());
        });
        missing.keySet().stream().sorted().findFirst().ifPresent(name -> {
            throw new ExportException(Kind.INTEGRITY, name + " was written, and the location does not have it");
        });
    }
}
