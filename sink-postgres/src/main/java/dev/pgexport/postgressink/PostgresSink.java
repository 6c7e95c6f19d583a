package dev.pgexport.postgressink;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.Leftover;
import dev.pgexport.api.Loading;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.ObjectWriter;
import dev.pgexport.api.Sink;
import dev.pgexport.api.StoredObject;
import dev.pgexport.restore.DatabaseLoader;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A database that is loaded. As a location it is empty, and takes no objects. */
final class PostgresSink implements Sink {
    private final DatabaseLoader loader;

    PostgresSink(DatabaseLoader loader) {
        this.loader = loader;
    }

    @Override
    public Optional<Loading> loading() {
        return Optional.of(loader.loading());
    }

    @Override
    public StoredObject put(ObjectName name, ObjectWriter writer) {
        throw storesNothing(Kind.CONFIGURATION, name);
    }

    @Override
    public StoredObject create(ObjectName name, ObjectWriter writer) {
        throw storesNothing(Kind.CONFIGURATION, name);
    }

    @Override
    public InputStream open(ObjectName name) {
        throw storesNothing(Kind.INTEGRITY, name);
    }

    private ExportException storesNothing(Kind kind, ObjectName name) {
        return new ExportException(
                kind, name + " is not at " + loader + ": a database is loaded, and no objects are stored in it");
    }

    @Override
    public Optional<StoredObject> find(ObjectName name) {
        return Optional.empty();
    }

    @Override
    public Stream<StoredObject> list(Optional<ObjectName> folder) {
        return Stream.empty();
    }

    @Override
    public Stream<ExportId> exports() {
        return Stream.empty();
    }

    @Override
    public void delete(ObjectName name) {
        // There is none.
    }

    @Override
    public Claim claim(ExportId id) {
        return loader.claim();
    }

    @Override
    public List<Leftover> leftovers() {
        return loader.leftovers();
    }

    @Override
    public void remove(Leftover leftover) {
        loader.remove(leftover);
    }

    @Override
    public void close() {
        loader.close();
    }
}
