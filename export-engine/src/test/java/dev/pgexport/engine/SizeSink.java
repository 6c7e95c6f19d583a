package dev.pgexport.engine;

import dev.pgexport.api.Checksums;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.Leftover;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.ObjectWriter;
import dev.pgexport.api.Sink;
import dev.pgexport.api.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A location that keeps how large its objects are, and not their bytes. */
final class SizeSink implements Sink {
    private final Map<ObjectName, Long> sizes = new ConcurrentHashMap<>();

    @Override
    public StoredObject put(ObjectName name, ObjectWriter writer) throws IOException, InterruptedException {
        Counting counting = new Counting();
        writer.writeTo(counting);
        sizes.put(name, counting.bytes);
        return stored(name, counting.bytes);
    }

    @Override
    public StoredObject create(ObjectName name, ObjectWriter writer) throws IOException, InterruptedException {
        return put(name, writer);
    }

    @Override
    public InputStream open(ObjectName name) throws IOException {
        throw new IOException("the bytes were not kept");
    }

    @Override
    public Optional<StoredObject> find(ObjectName name) {
        return Optional.ofNullable(sizes.get(name)).map(bytes -> stored(name, bytes));
    }

    @Override
    public Stream<StoredObject> list(Optional<ObjectName> folder) {
        return sizes.entrySet().stream()
                .filter(entry -> folder.isEmpty() || entry.getKey().isBelow(folder.get()))
                .map(entry -> stored(entry.getKey(), entry.getValue()));
    }

    @Override
    public Stream<ExportId> exports() {
        return Stream.of();
    }

    @Override
    public void delete(ObjectName name) {
        sizes.remove(name);
    }

    @Override
    public Claim claim(ExportId id) {
        return () -> {};
    }

    @Override
    public List<Leftover> leftovers() {
        return List.of();
    }

    @Override
    public void remove(Leftover leftover) {}

    @Override
    public void close() {}

    private static StoredObject stored(ObjectName name, long bytes) {
        return new StoredObject(name, bytes, Instant.EPOCH, Checksums.NONE);
    }

    private static final class Counting extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) {
            bytes += length;
        }
    }
}
