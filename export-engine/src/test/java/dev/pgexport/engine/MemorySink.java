package dev.pgexport.engine;

import dev.pgexport.api.Checksums;
import dev.pgexport.api.ExistingObject;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.HandOff;
import dev.pgexport.api.Hold;
import dev.pgexport.api.Leftover;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.ObjectWriter;
import dev.pgexport.api.Sink;
import dev.pgexport.api.StoredObject;
import dev.pgexport.engine.internal.Hashing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A location in memory that does what the contract of sinks says, and fails where a test tells it to. */
public final class MemorySink implements Sink {
    /** Called before each operation with its name and object; may throw. */
    @FunctionalInterface
    public interface Fault {
        void before(String operation, String subject) throws IOException, InterruptedException;
    }

    public final Map<ObjectName, byte[]> objects = new ConcurrentSkipListMap<>();
    public final Map<URI, byte[]> elsewhere = new ConcurrentHashMap<>();
    public final List<Leftover> leftovers = new CopyOnWriteArrayList<>();
    public final Set<ExportId> claimed = ConcurrentHashMap.newKeySet();
    public volatile Fault fault = (operation, subject) -> {};
    public volatile boolean adopts;
    public volatile Checksums vouched = Checksums.NONE;
    public final Map<ExportId, Instant> holds = new ConcurrentSkipListMap<>();

    /** Whether it tells the checksums of what it holds. */
    public volatile boolean vouches;

    @Override
    public StoredObject put(ObjectName name, ObjectWriter writer) throws IOException, InterruptedException {
        fault.before("put", name.value());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writer.writeTo(bytes);
        fault.before("commit", name.value());
        objects.put(name, bytes.toByteArray());
        return stored(name, bytes.toByteArray());
    }

    @Override
    public StoredObject create(ObjectName name, ObjectWriter writer) throws IOException, InterruptedException {
        fault.before("create", name.value());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writer.writeTo(bytes);
        if (objects.putIfAbsent(name, bytes.toByteArray()) != null) {
            throw new ExportException(Kind.CONFLICT, name + " exists");
        }
        fault.before("created", name.value());
        return stored(name, bytes.toByteArray());
    }

    @Override
    public InputStream open(ObjectName name) throws IOException {
        call("open", name.value());
        byte[] bytes = objects.get(name);
        if (bytes == null) {
            throw new ExportException(Kind.INTEGRITY, name + " does not exist");
        }
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public Optional<StoredObject> find(ObjectName name) throws IOException {
        call("find", name.value());
        return Optional.ofNullable(objects.get(name)).map(bytes -> stored(name, bytes));
    }

    @Override
    public Stream<StoredObject> list(Optional<ObjectName> folder) throws IOException {
        call("list", folder.map(ObjectName::value).orElse(""));
        return objects.entrySet().stream()
                .filter(entry -> folder.isEmpty() || entry.getKey().isBelow(folder.get()))
                .map(entry -> stored(entry.getKey(), entry.getValue()));
    }

    @Override
    public Stream<ExportId> exports() throws IOException {
        call("exports", "");
        return objects.keySet().stream()
                .map(name -> new ExportId(name.segments().get(0)))
                .distinct();
    }

    @Override
    public void delete(ObjectName name) throws IOException {
        call("delete", name.value());
        objects.remove(name);
    }

    @Override
    public Claim claim(ExportId id) throws IOException {
        call("claim", id.value());
        if (!claimed.add(id)) {
            throw new ExportException(Kind.BUSY, "a living run holds " + id);
        }
        return () -> claimed.remove(id);
    }

    @Override
    public List<Leftover> leftovers() throws IOException {
        call("leftovers", "");
        return List.copyOf(leftovers);
    }

    @Override
    public void remove(Leftover leftover) throws IOException {
        call("remove", leftover.id().value());
        leftovers.remove(leftover);
    }

    @Override
    public Optional<HandOff> handOff() {
        return adopts ? Optional.of(new Adopting()) : Optional.empty();
    }

    @Override
    public void close() {}

    public List<String> names() {
        return objects.keySet().stream().map(ObjectName::value).toList();
    }

    private StoredObject stored(ObjectName name, byte[] bytes) {
        return new StoredObject(
                name, bytes.length, Instant.EPOCH, vouches ? hashes(bytes).and(vouched) : vouched);
    }

    private static Checksums hashes(byte[] bytes) {
        Hashing hashing = new Hashing();
        hashing.update(bytes, 0, bytes.length);
        return hashing.checksums();
    }

    private void call(String operation, String subject) throws IOException {
        try {
            fault.before(operation, subject);
        } catch (InterruptedException e) {
            throw new AssertionError(operation + " cannot be interrupted", e);
        }
    }

    /** What lies under a name of the location already is found there; what lies elsewhere is copied. */
    private final class Adopting implements HandOff {
        @Override
        public URI location(ExportId id) {
            return URI.create("memory:/" + id + "/");
        }

        @Override
        public Checksums adopt(ObjectName name, ExistingObject existing) throws IOException {
            call("adopt", name.value());
            Optional.ofNullable(elsewhere.get(existing.location())).ifPresent(bytes -> objects.put(name, bytes));
            return existing.checksums();
        }

        @Override
        public void hold(ExportId id, Duration longest) throws IOException {
            call("hold", id.value());
            holds.put(id, Instant.EPOCH.plus(longest));
        }

        @Override
        public boolean held(ExportId id) throws IOException {
            call("held", id.value());
            return holds.containsKey(id);
        }

        @Override
        public List<Hold> holds() {
            return holds.entrySet().stream()
                    .map(hold -> new Hold(hold.getKey(), hold.getValue()))
                    .toList();
        }

        @Override
        public void release(ExportId id) throws IOException {
            call("release", id.value());
            holds.remove(id);
        }
    }
}
