package dev.pgexport.engine;

import dev.pgexport.api.Checksums;
import dev.pgexport.api.ExistingObject;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.ExportListener;
import dev.pgexport.api.ExportObject;
import dev.pgexport.api.HandOff;
import dev.pgexport.api.Leftover;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Sink;
import dev.pgexport.api.StoredObject;
import dev.pgexport.api.manifest.ExportDescription;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.engine.Discarding.Outcome;
import dev.pgexport.engine.ObjectPipeline.Passed;
import dev.pgexport.engine.RunResult.Completed;
import dev.pgexport.engine.codec.Compression;
import dev.pgexport.engine.manifest.ManifestJson;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The part of a location that one export has; names are within the export. */
final class LocationStorage implements Storage {
    private final Sink sink;
    private final ExportId id;
    private final ManifestJson json;

    LocationStorage(Sink sink, ExportId id, ManifestJson json) {
        this.sink = sink;
        this.id = id;
        this.json = json;
    }

    @Override
    public Sink.Claim claim() {
        return SinkCalls.call("claim " + id, () -> sink.claim(id));
    }

    @Override
    public List<Leftover> leftovers() {
        return SinkCalls.call("look for what dead runs left", sink::leftovers);
    }

    @Override
    public void remove(Leftover leftover) {
        SinkCalls.call("remove what is left of " + leftover.id(), () -> {
            sink.remove(leftover);
            return true;
        });
    }

    @Override
    public Optional<HandOff> handOff() {
        return sink.handOff();
    }

    @Override
    public boolean held() {
        Optional<HandOff> handOff = sink.handOff();
        return handOff.isPresent()
                && SinkCalls.call(
                        "look whether another service writes " + id,
                        () -> handOff.get().held(id));
    }

    @Override
    public void release() {
        Optional<HandOff> handOff = sink.handOff();
        if (handOff.isPresent()) {
            SinkCalls.call("release the hold of " + id, () -> {
                handOff.get().release(id);
                return true;
            });
        }
    }

    @Override
    public Compression compression(Compression wanted) {
        return wanted;
    }

    @Override
    public void begin(ExportDescription description, ExportListener listener) {
        // A location need not be told what will come.
    }

    @Override
    public Passed put(ObjectName name, ExportObject object, Pass pass) throws InterruptedException {
        AtomicReference<Passed> result = new AtomicReference<>();
        StoredObject stored =
                SinkCalls.write("write " + name, () -> sink.put(id.resolve(name), out -> result.set(pass.to(out))));
        Passed passed = Optional.ofNullable(result.get())
                .orElseThrow(() -> new IllegalStateException("the sink committed " + name + " without its bytes"));
        check(stored, name, passed.bytes(), passed.checksums());
        return passed;
    }

    @Override
    public void abort() {
        // An interrupt ends what is written to a location.
    }

    @Override
    public Checksums adopt(HandOff handOff, ObjectName name, ExistingObject existing) throws InterruptedException {
        return SinkCalls.write("adopt " + name, () -> handOff.adopt(id.resolve(name), existing));
    }

    @Override
    public RunResult complete(Manifest manifest, Map<ObjectName, ManifestObject> objects) throws InterruptedException {
        checkStored(objects);
        SinkCalls.write(
                "write " + Manifest.NAME,
                () -> sink.create(id.resolve(Manifest.NAME), out -> json.write(manifest, out)));
        return new Completed(manifest);
    }

    @Override
    public Optional<Manifest> manifest() {
        ObjectName name = id.resolve(Manifest.NAME);
        return SinkCalls.call("read " + name, () -> {
            if (sink.find(name).isEmpty()) {
                return Optional.empty();
            }
            try (InputStream in = sink.open(name)) {
                return Optional.of(json.read(in, name.value()));
            }
        });
    }

    /** Hand every stored object to a consumer, with its name within the export. */
    void forEach(Consumer<StoredObject> consumer) {
        ObjectName folder = ObjectName.of(id.value());
        SinkCalls.call("list the objects of " + id, () -> {
            try (Stream<StoredObject> stored = sink.list(Optional.of(folder))) {
                stored.forEach(object -> consumer.accept(new StoredObject(
                        new ObjectName(
                                object.name().value().substring(folder.value().length() + 1)),
                        object.bytes(),
                        object.modified(),
                        object.checksums())));
            }
            return true;
        });
    }

    void delete(ObjectName name) {
        SinkCalls.call("delete " + name, () -> {
            sink.delete(id.resolve(name));
            return true;
        });
    }

    @Override
    public Outcome discard() throws InterruptedException {
        return new Discarding(this).discard();
    }

    /** Compare what the location says it holds with what was written, without a second index of it. */
    private void checkStored(Map<ObjectName, ManifestObject> objects) {
        AtomicLong found = new AtomicLong();
        forEach(stored -> {
            ManifestObject object = objects.get(stored.name());
            if (object == null) {
                throw new ExportException(
                        Kind.INTEGRITY, stored.name() + " is in the export, and this run did not write it");
            }
            check(stored, object.name(), object.bytes(), object.checksums());
            found.incrementAndGet();
        });
        if (found.get() != objects.size()) {
            Set<ObjectName> missing = new TreeSet<>(objects.keySet());
            forEach(stored -> missing.remove(stored.name()));
            throw new ExportException(
                    Kind.INTEGRITY,
                    objects.size() + " objects were written, and the location lists " + found + " without "
                            + missing.stream()
                                    .findFirst()
                                    .map(ObjectName::value)
                                    .orElse("any difference"));
        }
    }

    static void check(StoredObject stored, ObjectName name, long bytes, Checksums checksums) {
        if (stored.bytes() != bytes) {
            throw new ExportException(
                    Kind.INTEGRITY,
                    name + " has " + stored.bytes() + " bytes in the storage, and " + bytes + " were written");
        }
        if (stored.checksums().compare(checksums) == Checksums.Comparison.DIFFERENT) {
            throw new ExportException(
                    Kind.INTEGRITY,
                    name + " has " + stored.checksums().commonWith(checksums) + " in the storage, and "
                            + checksums.commonWith(stored.checksums()) + " was written");
        }
    }
}
