package dev.pgexport.engine;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.engine.internal.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Deletes what an export has stored: its manifest first, so that there is never one without its objects. */
final class Discarding {
    /** More than one, as a storage takes its time for each. */
    private static final int WORKERS = 8;

    private final LocationStorage storage;

    Discarding(LocationStorage storage) {
        this.storage = storage;
    }

    /**
     * How it went.
     *
     * @param deleted how many objects are gone
     * @param failure why not all are; with others suppressed
     */
    record Outcome(long deleted, Optional<ExportException> failure) {}

    /** Delete everything that can be deleted. */
    Outcome discard() throws InterruptedException {
        List<ObjectName> names = new ArrayList<>();
        try {
            storage.delete(Manifest.NAME);
            storage.forEach(object -> names.add(object.name()));
        } catch (ExportException e) {
            return new Outcome(0, Optional.of(e));
        }
        AtomicLong deleted = new AtomicLong();
        List<ExportException> failures = new ArrayList<>();
        Workers<ObjectName> workers = new Workers<>("discard", Math.min(WORKERS, Math.max(1, names.size())), () -> {});
        workers.run(names.iterator(), name -> {
            try {
                storage.delete(name);
                deleted.incrementAndGet();
            } catch (ExportException e) {
                synchronized (failures) {
                    failures.add(e);
                }
            }
        });
        return new Outcome(deleted.get(), first(failures));
    }

    private static Optional<ExportException> first(List<ExportException> failures) {
        failures.stream().skip(1).limit(10).forEach(later -> failures.get(0).addSuppressed(later));
        return failures.stream().findFirst();
    }
}
