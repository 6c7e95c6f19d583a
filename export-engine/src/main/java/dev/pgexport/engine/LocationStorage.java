package dev.pgexport.engine;

import dev.pgexport.api.Checksums;
import dev.pgexport.api.ExistingObject;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.HandOff;
import dev.pgexport.api.Leftover;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.ObjectWriter;
import dev.pgexport.api.Sink;
import dev.pgexport.api.StoredObject;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.engine.manifest.ManifestJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The part of a location that one export has; names are within the export. Every failure is an {@link ExportException}. */
final class Storage {
    private final Sink sink;
    private final ExportId id;
    private final ManifestJson json;

    Storage(Sink sink, ExportId id, ManifestJson json) {
        this.sink = sink;
        this.id = id;
        this.json = json;
    }

    Sink.Claim claim() {
        return call("claim " + id, () -> sink.claim(id));
    }

    List<Leftover> leftovers() {
        return call("look for what dead runs left", sink::leftovers);
    }

    void remove(Leftover leftover) {
        call("remove what is left of " + leftover.id(), () -> {
            sink.remove(leftover);
            return true;
        });
    }

    Optional<HandOff> handOff() {
        return sink.handOff();
    }

    /** Return whether another service may be writing to the export's folder. */
    boolean held() {
        Optional<HandOff> handOff = sink.handOff();
        return handOff.isPresent()
                && call(
                        "look whether another service writes " + id,
                        () -> handOff.get().held(id));
    }

    /** Say that no other service writes to the export's folder any more. */
    void release() {
        Optional<HandOff> handOff = sink.handOff();
        if (handOff.isPresent()) {
            call("release the hold of " + id, () -> {
                handOff.get().release(id);
                return true;
            });
        }
    }

    StoredObject put(ObjectName name, ObjectWriter writer) throws InterruptedException {
        return write("write " + name, () -> sink.put(id.resolve(name), writer));
    }

    Checksums adopt(HandOff handOff, ObjectName name, ExistingObject existing) throws InterruptedException {
        return write("adopt " + name, () -> handOff.adopt(id.resolve(name), existing));
    }

    /** Write the manifest, unless there is one. */
    void create(Manifest manifest) throws InterruptedException {
        write("write " + Manifest.NAME, () -> sink.create(id.resolve(Manifest.NAME), out -> json.write(manifest, out)));
    }

    Optional<Manifest> manifest() {
        ObjectName name = id.resolve(Manifest.NAME);
        return call("read " + name, () -> {
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
        call("list the objects of " + id, () -> {
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
        call("delete " + name, () -> {
            sink.delete(id.resolve(name));
            return true;
        });
    }

    private interface Call<T> {
        T perform() throws IOException;
    }

    private interface Write<T> {
        T perform() throws IOException, InterruptedException;
    }

    private static <T> T call(String what, Call<T> call) {
        try {
            return call.perform();
        } catch (IOException e) {
            throw unavailable(what, e);
        }
    }

    private static <T> T write(String what, Write<T> write) throws InterruptedException {
        try {
            return write.perform();
        } catch (InterruptedIOException e) {
            if (Thread.interrupted()) {
                InterruptedException interrupt = new InterruptedException("interrupted: " + what);
                interrupt.initCause(e);
                throw interrupt;
            }
            throw unavailable(what, e); // as a SocketTimeoutException
        } catch (IOException e) {
            throw unavailable(what, e);
        }
    }

    private static ExportException unavailable(String what, IOException cause) {
        return new ExportException(Kind.UNAVAILABLE, "cannot " + what + ": " + cause.getMessage(), cause);
    }
}
