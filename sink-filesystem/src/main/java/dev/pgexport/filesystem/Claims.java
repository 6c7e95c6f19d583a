package dev.pgexport.filesystem;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.Leftover;
import dev.pgexport.api.Sink.Claim;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Who holds which export.
 *
 * <p>A run holds the lock {@code .pgexport/<id>.lock} while it lives. A lock file that nobody holds is the evidence that
 * the folder of that id is what a dead run left. A folder without such evidence is never touched: it may be anything, for
 * people choose locations that hold other things too.
 */
final class Claims {
    private static final String SUFFIX = ".lock";

    /** Another process that looks for leftovers holds a lock for some microseconds. */
    private static final int ATTEMPTS = 5;

    private static final long PAUSE_NANOSECONDS = 20_000_000;

    private final Location location;

    Claims(Location location) {
        this.location = location;
    }

    static Optional<ExportId> exportId(String name) {
        try {
            return Optional.of(new ExportId(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Claim claim(ExportId id) {
        try {
            boolean evidence = Files.exists(lockFile(id), LinkOption.NOFOLLOW_LINKS);
            LockFile lock = acquire(id);
            if (!evidence && holdsSomethingElse(id)) {
                settle(id, lock, true);
                throw new ExportException(Kind.CONFLICT, location.folderOf(id) + " exists and is not an export")
                        .withAdvice("choose another --id or another location");
            }
            return closing(id, lock);
        } catch (IOException e) {
            throw FileFailure.of("cannot claim " + id + " in", location.root(), e);
        }
    }

    private Path lockFile(ExportId id) {
        return location.ownFolder().resolve(id + SUFFIX);
    }

    private LockFile acquire(ExportId id) throws IOException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            location.makeFolders(location.ownFolder());
            try {
                Optional<LockFile> lock = LockFile.acquire(lockFile(id));
                if (lock.isPresent()) {
                    return lock.get();
                }
                LockSupport.parkNanos(PAUSE_NANOSECONDS);
            } catch (NoSuchFileException e) {
                // Another run removed the folder of the locks, because it was empty.
            }
        }
        throw new ExportException(Kind.BUSY, "another run holds " + id + " in " + location.root())
                .withAdvice("wait for it to end, or choose another --id");
    }

    private boolean holdsSomethingElse(ExportId id) throws IOException {
        Path folder = location.folderOf(id);
        if (location.isComplete(id) || !Files.exists(folder)) {
            return false;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            return children.iterator().hasNext();
        }
    }

    private Claim closing(ExportId id, LockFile lock) {
        AtomicBoolean closed = new AtomicBoolean();
        return () -> {
            if (closed.compareAndSet(false, true)) {
                try {
                    settle(id, lock, false);
                } catch (IOException e) {
                    throw FileFailure.of("cannot give back " + id + " in", location.root(), e);
                }
            }
        };
    }

    /** Give a lock back, and keep its file as evidence while there are parts of an export and they are ours. */
    private void settle(ExportId id, LockFile lock, boolean foreign) throws IOException {
        try {
            location.removeEmptyFolders(location.folderOf(id));
            if (foreign || location.isComplete(id) || !Files.exists(location.folderOf(id))) {
                lock.release();
            }
        } finally {
            lock.leave();
        }
        location.removeEmptyFolders(location.ownFolder());
    }

    List<Leftover> leftovers() {
        List<Leftover> leftovers = new ArrayList<>();
        try {
            for (ExportId id : claimed()) {
                Optional<LockFile> lock = acquireIfDead(id);
                if (lock.isPresent()) {
                    leftoverOf(id, lock.get()).ifPresent(leftovers::add);
                }
            }
        } catch (IOException e) {
            throw FileFailure.of("cannot look for leftovers in", location.root(), e);
        }
        return leftovers;
    }

    private List<ExportId> claimed() throws IOException {
        TreeSet<ExportId> ids = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(location.ownFolder(), "*" + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                exportId(name.substring(0, name.length() - SUFFIX.length())).ifPresent(ids::add);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw Objects.requireNonNull(e.getCause());
        }
        return List.copyOf(ids);
    }

    private Optional<LockFile> acquireIfDead(ExportId id) throws IOException {
        Path file = lockFile(id);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            return LockFile.acquire(file);
        } catch (FileSystemException e) {
            // Gone meanwhile, another user's, or on a file system that is read-only now: not surely dead.
            return Optional.empty();
        }
    }

    private Optional<Leftover> leftoverOf(ExportId id, LockFile lock) throws IOException {
        Optional<Leftover> leftover = Optional.empty();
        try {
            Path folder = location.folderOf(id);
            if (location.isComplete(id)) {
                // The run died after its manifest: only what it would have removed itself is missing.
                FolderRemoval.removeTemporaryFiles(folder);
            } else if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                leftover = Optional.of(FolderRemoval.measure(id, folder));
            }
        } finally {
            settle(id, lock, false);
        }
        return leftover;
    }

    void remove(Leftover leftover) {
        ExportId id = leftover.id();
        try {
            Optional<LockFile> lock = acquireIfDead(id);
            if (lock.isEmpty()) {
                return;
            }
            try {
                if (!location.isComplete(id)) {
                    FolderRemoval.remove(location.folderOf(id));
                }
            } finally {
                settle(id, lock.get(), false);
            }
        } catch (IOException e) {
            throw FileFailure.of("cannot remove what is left of " + id + " in", location.root(), e);
        }
    }
}
