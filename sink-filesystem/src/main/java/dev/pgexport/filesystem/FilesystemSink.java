package dev.pgexport.filesystem;

import dev.pgexport.api.Checksums;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.Leftover;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.ObjectWriter;
import dev.pgexport.api.Sink;
import dev.pgexport.api.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Exports in a folder: an object is a file, which appears there by one atomic operation once it is on the disk. */
final class FilesystemSink implements Sink {
    private final Location location;
    private final Claims claims;

    FilesystemSink(Location location) {
        this.location = location;
        this.claims = new Claims(location);
    }

    @Override
    public StoredObject put(ObjectName name, ObjectWriter writer) throws IOException, InterruptedException {
        return store(name, writer, TemporaryFile::replaceTarget);
    }

    @Override
    public StoredObject create(ObjectName name, ObjectWriter writer) throws IOException, InterruptedException {
        if (find(name).isPresent()) {
            throw exists(name, null);
        }
        return store(name, writer, TemporaryFile::createTarget);
    }

    private interface Commit {
        void perform(TemporaryFile file) throws IOException;
    }

    private StoredObject store(ObjectName name, ObjectWriter writer, Commit commit)
            throws IOException, InterruptedException {
        Path target = location.resolve(name);
        location.checkIsFolder();
        refuseInterrupted();
        try (TemporaryFile file = begin(name, target)) {
            long bytes = fill(file, name, writer);
            Instant modified = commit(file, name, target, commit);
            return new StoredObject(name, bytes, modified, Checksums.NONE);
        }
    }

    private TemporaryFile begin(ObjectName name, Path target) throws InterruptedException {
        try {
            if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            return TemporaryFile.beside(target, location);
        } catch (IOException e) {
            throw writeFailure(name, e);
        }
    }

    private long fill(TemporaryFile file, ObjectName name, ObjectWriter writer)
            throws IOException, InterruptedException {
        ObjectStream stream = new ObjectStream(file.channel());
        try {
            writer.writeTo(stream);
            stream.close();
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            if (stream.failure().isEmpty()) {
                throw e;
            }
        }
        if (stream.failure().isPresent()) {
            throw writeFailure(name, stream.failure().get());
        }
        refuseInterrupted();
        return stream.written();
    }

    private Instant commit(TemporaryFile file, ObjectName name, Path target, Commit commit)
            throws InterruptedException {
        try {
            Instant modified = file.sync();
            commit.perform(file);
            Location.sync(Objects.requireNonNull(target.getParent()));
            return modified;
        } catch (FileAlreadyExistsException e) {
            throw exists(name, e);
        } catch (IOException e) {
            throw writeFailure(name, e);
        }
    }

    private static void refuseInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private ExportException exists(ObjectName name, @Nullable IOException cause) {
        return new ExportException(Kind.CONFLICT, name + " exists in " + location.root() + " already", cause)
                .withAdvice("choose another --id, or delete the export of that id");
    }

    private ExportException writeFailure(ObjectName name, IOException cause) throws InterruptedException {
        if (cause instanceof ClosedByInterruptException) {
            Thread.interrupted();
            InterruptedException interrupted = new InterruptedException();
            interrupted.initCause(cause);
            throw interrupted;
        }
        return FileFailure.of("cannot write " + name + " in", location.root(), cause);
    }

    @Override
    public InputStream open(ObjectName name) {
        Path path = location.resolve(name);
        try {
            if (attributes(path).isEmpty()) {
                throw missing(name, null);
            }
            return Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            throw missing(name, e);
        } catch (IOException e) {
            throw FileFailure.of("cannot read " + name + " in", location.root(), e);
        }
    }

    private ExportException missing(ObjectName name, @Nullable IOException cause) {
        return new ExportException(Kind.INTEGRITY, "there is no " + name + " in " + location.root(), cause);
    }

    @Override
    public Optional<StoredObject> find(ObjectName name) {
        try {
            return attributes(location.resolve(name)).map(attributes -> stored(name, attributes));
        } catch (IOException e) {
            throw FileFailure.of("cannot look for " + name + " in", location.root(), e);
        }
    }

    private static Optional<BasicFileAttributes> attributes(Path path) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(attributes).filter(BasicFileAttributes::isRegularFile);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            // "Not a directory": a segment of the name is an object itself.
            if (hasFileAbove(path)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean hasFileAbove(Path path) {
        for (Path above = path.getParent(); above != null; above = above.getParent()) {
            if (Files.isRegularFile(above, LinkOption.NOFOLLOW_LINKS)) {
                return true;
            }
        }
        return false;
    }

    private static StoredObject stored(ObjectName name, BasicFileAttributes attributes) {
        return new StoredObject(
                name, attributes.size(), attributes.lastModifiedTime().toInstant(), Checksums.NONE);
    }

    @Override
    public Stream<StoredObject> list(Optional<ObjectName> folder) {
        Path top = folder.map(location::resolve).orElse(location.root());
        try {
            FolderWalk walk = new FolderWalk(top);
            return walk.stream().onClose(walk::close).map(this::visible).flatMap(Optional::stream);
        } catch (IOException e) {
            throw FileFailure.of("cannot list", top, e);
        }
    }

    private Optional<StoredObject> visible(FolderWalk.Entry entry) {
        StringJoiner name = new StringJoiner("/");
        location.root().relativize(entry.path()).forEach(segment -> name.add(segment.toString()));
        try {
            return Optional.of(stored(new ObjectName(name.toString()), entry.attributes()));
        } catch (IllegalArgumentException e) {
            // A foreign file whose name no object can have.
            return Optional.empty();
        }
    }

    @Override
    public Stream<ExportId> exports() {
        TreeSet<ExportId> ids = new TreeSet<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(location.root())) {
            for (Path child : children) {
                if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                    Claims.exportId(child.getFileName().toString()).ifPresent(ids::add);
                }
            }
        } catch (NoSuchFileException e) {
            return Stream.empty();
        } catch (IOException e) {
            throw FileFailure.of("cannot list", location.root(), e);
        } catch (DirectoryIteratorException e) {
            throw FileFailure.of("cannot list", location.root(), Objects.requireNonNull(e.getCause()));
        }
        return ids.stream();
    }

    @Override
    public void delete(ObjectName name) {
        Path path = location.resolve(name);
        try {
            if (attributes(path).isPresent()) {
                Files.deleteIfExists(path);
                location.removeEmptyFolders(Objects.requireNonNull(path.getParent()));
            }
        } catch (IOException e) {
            throw FileFailure.of("cannot delete " + name + " in", location.root(), e);
        }
    }

    @Override
    public Claim claim(ExportId id) {
        location.checkIsFolder();
        return claims.claim(id);
    }

    @Override
    public List<Leftover> leftovers() {
        return claims.leftovers();
    }

    @Override
    public void remove(Leftover leftover) {
        claims.remove(leftover);
    }

    /** Do nothing: between two calls the sink holds no resource. */
    @Override
    public void close() {}
}
