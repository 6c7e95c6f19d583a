package dev.pgexport.postgres.program;

import dev.pgexport.api.ExportException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder in scratch space that goes away when it is closed; when this process dies first, the next to make one there
 * removes it. A lock on a file in it, which dies with its process, tells the living from the dead. Thread-safe.
 */
public final class ScratchFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScratchFolder.class);
    private static final String PREFIX = "pgexport-pgdump-";
    private static final String LOCK = "lock";
    private static final String CONTENT = "dump";

    private final Path folder;
    private final FileChannel lock;

    private ScratchFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Make a folder, and remove those of dead processes.
     *
     * @throws ExportException of kind CONFIGURATION when it cannot be made
     * @throws InterruptedException when interrupted meanwhile; nothing is left behind
     */
    public static ScratchFolder create(Path scratch) throws InterruptedException {
        try {
            Files.createDirectories(scratch);
            clean(scratch)
                    .forEach(removed ->
                            LOG.atInfo().addKeyValue("folder", removed).log("removed what a dead run left"));
            Optional<ScratchFolder> created = Optional.empty();
            while (created.isEmpty()) {
                created = claim(Files.createTempDirectory(scratch, PREFIX));
            }
            return created.get();
        } catch (ClosedByInterruptException | FileLockInterruptionException e) {
            throw (InterruptedException) new InterruptedException("interrupted while making a folder").initCause(e);
        } catch (IOException e) {
            throw new ExportException(
                            ExportException.Kind.CONFIGURATION, "cannot make a folder in " + scratch + ": " + e, e)
                    .withAdvice("perhaps choose another folder by --scratch");
        }
    }

    /** Lock a new folder; empty when a cleaner came between, who takes a folder without a lock for a dead run's. */
    private static Optional<ScratchFolder> claim(Path folder) throws IOException {
        FileChannel lock;
        try {
            lock = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            Files.deleteIfExists(folder);
            throw e;
        }
        try {
            // Released when the channel is closed, or with this process.
            lock.lock();
            Files.createDirectory(folder.resolve(CONTENT));
            return Optional.of(new ScratchFolder(folder, lock));
        } catch (OverlappingFileLockException | NoSuchFileException e) {
            lock.close();
            return Optional.empty();
        } catch (IOException e) {
            delete(folder);
            lock.close();
            throw e;
        }
    }

    /** Remove the folders of processes that are dead, and return them. */
    public static List<Path> clean(Path scratch) throws IOException {
        List<Path> removed = new ArrayList<>();
        for (Path folder : all(scratch)) {
            // Whoever makes a folder creates the file of its lock: when we did, they see it and make another.
            try (FileChannel channel = FileChannel.open(
                            folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    @Nullable FileLock held = channel.tryLock()) {
                if (held != null && delete(folder)) {
                    removed.add(folder);
                }
            } catch (OverlappingFileLockException | NoSuchFileException e) {
                // It lives in this very process, or it is gone.
            }
        }
        return removed;
    }

    /** Find the folders of processes that are dead. */
    public static List<Path> abandoned(Path scratch) throws IOException {
        List<Path> abandoned = new ArrayList<>();
        for (Path folder : all(scratch)) {
            try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
                    @Nullable FileLock held = channel.tryLock()) {
                if (held != null) {
                    abandoned.add(folder);
                }
            } catch (OverlappingFileLockException e) {
                // It lives in this very process.
            } catch (NoSuchFileException e) {
                abandoned.add(folder);
            }
        }
        return abandoned;
    }

    private static List<Path> all(Path scratch) throws IOException {
        if (!Files.isDirectory(scratch)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(scratch)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(PREFIX))
                    .filter(Files::isDirectory)
                    .toList();
        }
    }

    /** Return the folder for files, which is there and empty at first. */
    public Path path() {
        return folder.resolve(CONTENT);
    }

    @Override
    public synchronized void close() {
        try {
            delete(folder);
            lock.close();
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("folder", folder).setCause(e).log("cannot remove the scratch folder");
        }
    }

    /** Delete a folder; the lock's file goes last, so that what is cut short is found again. */
    private static boolean delete(Path folder) throws IOException {
        deleteTree(folder.resolve(CONTENT));
        Files.deleteIfExists(folder.resolve(LOCK));
        try {
            return Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            // Another cleaner came between, made the lock's file anew, and removes the folder.
            return false;
        }
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
