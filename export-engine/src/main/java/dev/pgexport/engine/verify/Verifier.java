package dev.pgexport.engine.verify;

import dev.pgexport.api.CancellationToken;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.Inspection;
import dev.pgexport.api.InspectionRequest;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Sink;
import dev.pgexport.api.StoredObject;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.engine.internal.Interruption;
import dev.pgexport.engine.internal.Workers;
import dev.pgexport.engine.verify.ObjectCheck.Listed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Reads whole exports and compares them with their manifests. Thread-safe. */
public final class Verifier {
    /**
     * Verify an export: that its objects and no others exist, with the sizes and checksums of the manifest, by those that
     * the storage vouches for or else by reading the object; when deep, also that every object decodes to a whole one
     * with the manifest's rows. What is wrong is in the report.
     *
     * @throws ExportException when it cannot be told, as when the storage does not answer
     * @throws InterruptedException when it was cancelled or this thread interrupted
     */
    public VerifyReport verify(VerifyRequest request) throws InterruptedException {
        long started = System.nanoTime();
        Manifest manifest = request.manifest();
        Differences differences = new Differences();
        RowCheck rowCheck = new RowCheck(differences);
        rowCheck.manifest(manifest);
        AtomicLong rows = new AtomicLong();
        Optional<Inspection> inspection = request.deep()
                .map(source ->
                        source.inspect(new InspectionRequest(manifest, request.scratch(), request.environment())));
        ObjectCheck check = new ObjectCheck(request.sink(), manifest.id(), inspection, request.progress(), differences);
        try {
            List<Listed> present = present(request.sink(), manifest, check, differences);
            Workers<Listed> workers =
                    new Workers<>("verify", request.jobs(), () -> inspection.ifPresent(Inspection::close));
            perform(
                    request.cancellation(),
                    workers,
                    present,
                    listed -> check.check(listed).ifPresent(counted -> {
                        rowCheck.object(listed.object(), counted);
                        counted.values().forEach(rows::addAndGet);
                    }));
            if (inspection.isPresent()) {
                finish(inspection.get(), manifest.id(), differences);
            }
        } finally {
            inspection.ifPresent(Inspection::close);
        }
        return new VerifyReport(
                manifest.id(),
                inspection.isPresent(),
                request.progress().objects(),
                request.progress().bytes(),
                rows.get(),
                check.bySizeAlone(),
                differences.sorted(),
                Duration.ofNanos(System.nanoTime() - started));
    }

    /** Return the objects that are there and that the listing does not settle, the biggest first. */
    private static List<Listed> present(Sink sink, Manifest manifest, ObjectCheck check, Differences differences) {
        Map<ObjectName, ManifestObject> missing = new HashMap<>();
        for (ManifestObject object : manifest.objects()) {
            if (missing.put(manifest.id().resolve(object.name()), object) != null) {
                differences.add(Difference.Kind.MANIFEST, object, "is listed twice");
            }
        }
        List<Listed> present = new ArrayList<>();
        try (Stream<StoredObject> stored =
                sink.list(Optional.of(ObjectName.of(manifest.id().value())))) {
            stored.forEach(found -> {
                ObjectName name = found.name();
                ManifestObject object = missing.remove(name);
                if (object != null) {
                    check.list(object, found).ifPresent(present::add);
                } else if (!name.equals(manifest.id().resolve(Manifest.NAME))) {
                    String within = name.value().substring(manifest.id().value().length() + 1);
                    differences.add(Difference.Kind.UNEXPECTED, within, "is not in the manifest");
                }
            });
        } catch (IOException e) {
            throw new ExportException(
                    ExportException.Kind.UNAVAILABLE, "cannot list the objects of " + manifest.id(), e);
        }
        missing.values().forEach(object -> differences.add(Difference.Kind.MISSING, object, "does not exist"));
        present.sort(Comparator.<Listed>comparingLong(listed -> listed.object().bytes())
                .reversed());
        return present;
    }

    @SuppressWarnings("try") // the resource works by being open
    private static void perform(
            CancellationToken cancellation, Workers<Listed> workers, List<Listed> objects, Workers.Task<Listed> task)
            throws InterruptedException {
        try (Interruption interruption = Interruption.on(cancellation)) {
            workers.run(objects.iterator(), task);
        }
    }

    private static void finish(Inspection inspection, ExportId id, Differences differences)
            throws InterruptedException {
        try {
            inspection.finish();
        } catch (IOException e) {
            differences.add(Difference.Kind.UNDECODABLE, id.value(), String.valueOf(e.getMessage()));
        } catch (ExportException e) {
            if (e.kind() != ExportException.Kind.INTEGRITY) {
                throw e;
            }
            differences.add(Difference.Kind.UNDECODABLE, id.value(), String.valueOf(e.getMessage()));
        }
    }
}
