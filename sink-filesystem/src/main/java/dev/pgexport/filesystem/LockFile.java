package dev.pgexport.filesystem;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A lock that dies with its process, however that ends: a POSIX record lock (fcntl) on a file.
 *
 * <p>Such a lock is the process's, not the channel's: closing any descriptor of the file drops it. So the process must
 * never open a lock file that it holds, and {@link #HELD} is as static as the state that it mirrors.
 */
final class LockFile {
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();
    private static final int MAXIMAL_SIZE = 4096;

    private final Path path;
    private final FileChannel channel;

    private LockFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Take the lock, without waiting, and make its file where there is none.
     *
     * @return empty when a living process holds it, this one included
     * @throws NoSuchFileException when its folder does not exist
     */
    static Optional<LockFile> acquire(Path file) throws IOException {
        Path path = Objects.requireNonNull(file.getParent()).toRealPath().resolve(file.getFileName());
        if (!HELD.add(path)) {
            return Optional.empty();
        }
        // A channel closes itself on an interrupted thread, and would leave its file behind.
        boolean interrupted = Thread.interrupted();
        boolean acquired = false;
        try {
            Optional<LockFile> lock = open(path);
            acquired = lock.isPresent();
            return lock;
        } finally {
            if (!acquired) {
                HELD.remove(path);
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Optional<LockFile> open(Path path) throws IOException {
        while (true) {
            FileChannel channel = FileChannel.open(
                    path,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            boolean kept = false;
            try {
                if (!lock(channel)) {
                    return Optional.empty();
                }
                kept = isAt(path, channel);
                if (kept) {
                    return Optional.of(new LockFile(path, channel));
                }
            } finally {
                if (!kept) {
                    channel.close();
                }
            }
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /**
     * Tell whether the locked file is the one at the path still: its last holder may have deleted it, and another
     * process may have made and locked a new one, between our opening and our locking.
     *
     * <p>Java cannot ask a channel for its inode. But only its holder changes a lock file's size, so a file that shows
     * two sizes that we have just given ours is ours.
     */
    private static boolean isAt(Path path, FileChannel channel) throws IOException {
        int size = ThreadLocalRandom.current().nextInt(1, MAXIMAL_SIZE);
        try {
            return hasSize(path, channel, size) && hasSize(path, channel, size + 1);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            deleteUnlessHeld(path, e);
            throw e;
        }
    }

    private static boolean hasSize(Path path, FileChannel channel, int size) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.allocate(1), size - 1L);
        return Files.size(path) == size;
    }

    private static void deleteUnlessHeld(Path path, IOException failure) {
        try {
            // Whoever has just opened an empty file notices that it is gone; one that is held is not empty.
            if (Files.size(path) == 0) {
                Files.delete(path);
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Give the lock back, and delete its file. */
    void release() throws IOException {
        if (channel.isOpen()) {
            try {
                Files.deleteIfExists(path);
            } finally {
                leave();
            }
        }
    }

    /** Give the lock back, and leave its file as if the process had died; does nothing once it was given back. */
    void leave() throws IOException {
        if (channel.isOpen()) {
            try {
                channel.close();
            } finally {
                HELD.remove(path);
            }
        }
    }
}
