package dev.pgexport.pgdump;

import dev.pgexport.api.ExportException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder in scratch space that goes away when it is closed; when this process dies first, the next to make one there
 * removes it. A lock on a file in it, which dies with its process, tells the living from the dead.
 */
final class ScratchFolder implements AutoCloseable {
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
     */
    static ScratchFolder create(Path scratch) {
        try {
            Files.createDirectories(scratch);
            clean(scratch)
                    .forEach(removed ->
                            LOG.atInfo().addKeyValue("folder", removed).log("removed what a dead run left"));
            Path folder = Files.createTempDirectory(scratch, PREFIX);
            FileChannel channel =
                    FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            // Released when the channel is closed, or with this process.
            channel.lock();
            Files.createDirectory(folder.resolve(CONTENT));
            return new ScratchFolder(folder, channel);
        } catch (IOException e) {
            throw new ExportException(
                            ExportException.Kind.CONFIGURATION, "cannot make a folder in " + scratch + ": " + e, e)
                    .withAdvice("perhaps choose another folder by --scratch");
        }
    }

    /** Remove the folders of processes that are dead, and return them. */
    static List<Path> clean(Path scratch) throws IOException {
        List<Path> abandoned = abandoned(scratch);
        for (Path folder : abandoned) {
            delete(folder);
        }
        return abandoned;
    }

    /** Find the folders of processes that are dead. */
    static List<Path> abandoned(Path scratch) throws IOException {
        List<Path> abandoned = new ArrayList<>();
        if (Files.isDirectory(scratch)) {
            try (Stream<Path> entries = Files.list(scratch)) {
                for (Path entry : entries.filter(ScratchFolder::isOurs).toList()) {
                    if (isAbandoned(entry)) {
                        abandoned.add(entry);
                    }
                }
            }
        }
        return abandoned;
    }

    private static boolean isOurs(Path entry) {
        return entry.getFileName().toString().startsWith(PREFIX);
    }

    /** A folder without its lock yet may be a moment old: it is left alone. */
    private static boolean isAbandoned(Path entry) throws IOException {
        try (FileChannel channel = FileChannel.open(entry.resolve(LOCK), StandardOpenOption.WRITE);
                @Nullable FileLock held = channel.tryLock()) {
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    Path path() {
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
    private static void delete(Path folder) throws IOException {
        deleteTree(folder.resolve(CONTENT));
        Files.deleteIfExists(folder.resolve(LOCK));
        Files.deleteIfExists(folder);
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
