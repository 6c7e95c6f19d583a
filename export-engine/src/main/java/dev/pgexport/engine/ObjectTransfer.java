package dev.pgexport.engine;

import dev.pgexport.api.Checksums;
import dev.pgexport.api.ExistingObject;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportObject;
import dev.pgexport.api.HandOff;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Written;
import dev.pgexport.api.manifest.Codec;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.engine.ObjectPipeline.Passed;
import dev.pgexport.engine.RunEvent.ObjectRepeated;
import dev.pgexport.engine.RunEvent.ObjectStarted;
import dev.pgexport.engine.RunEvent.ObjectStored;
import dev.pgexport.engine.RunProgress.ObjectProgress;
import dev.pgexport.engine.codec.Compression;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.MDC;

/** Brings single objects into the sink, whole and checked, again when they may be repeated. Thread-safe. */
final class ObjectTransfer {
    /** Large enough that neither a system call nor a native codec is called for a row. */
    private static final int BUFFER_BYTES = 1 << 17;

    private final Storage storage;
    private final Compression compression;
    private final Backoff backoff;
    private final int attempts;
    private final Events events;
    private final Warnings warnings;
    private final RunProgress progress;
    private final ThreadLocal<byte[]> buffers = ThreadLocal.withInitial(() -> new byte[BUFFER_BYTES]);

    ObjectTransfer(
            Storage storage,
            Compression compression,
            Backoff backoff,
            int attempts,
            Events events,
            Warnings warnings,
            RunProgress progress) {
        this.storage = storage;
        this.compression = compression;
        this.backoff = backoff;
        this.attempts = attempts;
        this.events = events;
        this.warnings = warnings;
        this.progress = progress;
    }

    /** Store an object; a normal return means that the sink has committed it. */
    @SuppressWarnings("try") // the resource works by being open
    ManifestObject transfer(ExportObject object) throws InterruptedException {
        try (MDC.MDCCloseable context = MDC.putCloseable("object", object.name().value())) {
            if (object.name().equals(Manifest.NAME)) {
                throw new ExportException(Kind.INTEGRITY, "the strategy gave an object the manifest's name");
            }
            long started = System.nanoTime();
            events.publish(new ObjectStarted(object.name(), object.estimatedBytes()));
            ManifestObject stored = backoff.attempt(
                    object.repeatable() ? attempts : 1,
                    (attempt, failure) -> events.publish(new ObjectRepeated(object.name(), attempt, failure)),
                    () -> attempt(object));
            events.publish(new ObjectStored(stored, Duration.ofNanos(System.nanoTime() - started)));
            return stored;
        }
    }

    private ManifestObject attempt(ExportObject object) throws InterruptedException {
        try (ObjectProgress counted = progress.start(object.name(), object.estimatedBytes())) {
            Optional<HandOff> handOff = storage.handOff();
            Optional<ExistingObject> existing = handOff.isPresent() ? object.existing() : Optional.empty();
            ManifestObject stored = handOff.isPresent() && existing.isPresent()
                    ? adopt(object.name(), handOff.get(), existing.get(), counted)
                    : write(object, counted);
            counted.complete(
                    stored.rows().values().stream().mapToLong(Long::longValue).sum());
            return stored;
        }
    }

    private ManifestObject write(ExportObject object, ObjectProgress counted) throws InterruptedException {
        Compression used = object.compressible() ? compression : Compression.none();
        ObjectName name = object.name().withSuffix(used.codec().suffix());
        ObjectPipeline pipeline = new ObjectPipeline(used, buffers.get(), counted);
        Passed passed = storage.put(name, object, out -> pipeline.pass(object, out));
        passed.written().warnings().forEach(warnings::warning);
        return new ManifestObject(
                name,
                passed.bytes(),
                passed.checksums(),
                used.codec(),
                passed.decodedBytes(),
                passed.written().rows());
    }

    private ManifestObject adopt(ObjectName name, HandOff handOff, ExistingObject existing, ObjectProgress counted)
            throws InterruptedException {
        Checksums adopted = storage.adopt(handOff, name, existing);
        counted.adopted(existing.bytes());
        Written written = existing.written();
        written.warnings().forEach(warnings::warning);
        return new ManifestObject(
                name,
                existing.bytes(),
                adopted.and(existing.checksums().hashes()),
                Codec.NONE,
                existing.bytes(),
                written.rows());
    }
}
