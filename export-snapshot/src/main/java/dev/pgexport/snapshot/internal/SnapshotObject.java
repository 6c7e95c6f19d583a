package dev.pgexport.snapshot.internal;

import dev.pgexport.api.Checksums;
import dev.pgexport.api.ExistingObject;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportObject;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Written;
import dev.pgexport.snapshot.internal.storage.Key;
import dev.pgexport.snapshot.internal.storage.Landings;
import dev.pgexport.snapshot.internal.storage.Place;
import dev.pgexport.snapshot.internal.storage.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** An object that RDS wrote, under the name that it gave it. */
final class SnapshotObject implements ExportObject {
    private static final int BUFFER = 64 * 1024;

    private final ObjectName name;
    private final Key key;
    private final Content content;
    private final Store store;
    private final Place place;
    private final Footers footers;

    /** @param name below the task's folder */
    SnapshotObject(String task, String name, Key key, Content content, Store store, Place place, Footers footers) {
        this.name = ObjectName.of(Landings.FOLDER, task, name);
        this.key = key;
        this.content = content;
        this.store = store;
        this.place = place;
        this.footers = footers;
    }

    @Override
    public ObjectName name() {
        return name;
    }

    @Override
    public long estimatedBytes() {
        return key.bytes();
    }

    @Override
    public boolean compressible() {
        return false;
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public Optional<ExistingObject> existing() {
        try {
            return Optional.of(
                    new ExistingObject(place.uri(key.key()), key.bytes(), Checksums.ofEtag(key.etag()), written()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExportException(Kind.UNAVAILABLE, "interrupted while reading " + store.shown(key), e);
        }
    }

    private Written written() throws InterruptedException {
        if (content instanceof Content.Rows rows) {
            return footers.read(key, rows.table());
        }
        if (content instanceof Content.Report report && !report.empty().isEmpty()) {
            return new Written(
                    report.empty().stream().collect(Collectors.toMap(table -> table, table -> 0L)), List.of());
        }
        return new Written(Map.of(), List.of());
    }

    @Override
    public Written writeTo(OutputStream out) throws IOException, InterruptedException {
        Written written = written();
        long copied = 0;
        try (InputStream in = store.open(key)) {
            byte[] buffer = new byte[BUFFER];
            for (int count = read(in, buffer); count >= 0; count = read(in, buffer)) {
                out.write(buffer, 0, count);
                copied += count;
            }
        }
        if (copied != key.bytes()) {
            throw new ExportException(
                    Kind.UNAVAILABLE, store.shown(key) + " ended after " + copied + " of " + key.bytes() + " bytes");
        }
        return written;
    }

    private int read(InputStream in, byte[] buffer) throws InterruptedException {
        try {
            return in.read(buffer);
        } catch (InterruptedIOException e) {
            if (Thread.interrupted()) {
                InterruptedException interrupted = new InterruptedException("interrupted while reading " + name);
                interrupted.initCause(e);
                throw interrupted;
            }
            throw broken(e);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private ExportException broken(IOException cause) {
        return new ExportException(
                Kind.UNAVAILABLE, "cannot read " + store.shown(key) + ": " + cause.getMessage(), cause);
    }
}
