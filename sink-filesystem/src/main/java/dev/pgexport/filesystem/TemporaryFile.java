package dev.pgexport.filesystem;

import dev.pgexport.api.ObjectName;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** A file beside its target that becomes the target or disappears. */
final class TemporaryFile implements AutoCloseable {
    private static final int ATTEMPTS = 100;

    private final Location location;
    private final Path target;
    private final Path path;
    private final FileChannel channel;

    private TemporaryFile(Location location, Path target, Path path, FileChannel channel) {
        this.location = location;
        this.target = target;
        this.path = path;
        this.channel = channel;
    }

    static TemporaryFile beside(Path target, Location location) throws IOException {
        Path folder = folder(target);
        Path path = folder.resolve(ObjectName.RESERVED_PREFIX + "-" + UUID.randomUUID());
        Set<PosixFilePermission> permissions = location.settings().filePermissions();
        FileChannel channel = open(path, folder, location, permissions);
        TemporaryFile file = new TemporaryFile(location, target, path, channel);
        try {
            Location.widen(path, permissions);
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static FileChannel open(Path path, Path folder, Location location, Set<PosixFilePermission> permissions)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                location.makeFolders(folder);
                return FileChannel.open(
                        path,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(permissions));
            } catch (NoSuchFileException e) {
                // Another thread or process removed the folder because it was empty.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            } catch (IOException e) {
                location.removeEmptyFolders(folder);
                throw e;
            }
        }
    }

    FileChannel channel() {
        return channel;
    }

    /** Bring the bytes to the disk, and return when they were last written. */
    Instant sync() throws IOException {
        channel.force(true);
        return Files.getLastModifiedTime(path).toInstant();
    }

    /** Become the target, in place of whatever it was. */
    void replaceTarget() throws IOException {
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Become the target unless there is one.
     *
     * @throws FileAlreadyExistsException when there is
     */
    void createTarget() throws IOException {
        try {
            Files.createLink(target, path);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            moveUnderLock();
        }
    }

    /**
     * Become the target unless there is one, on file systems without hard links (FAT, some network file systems).
     *
     * <p>Visible for tests: those run where there are hard links.
     */
    void moveUnderLock() throws IOException {
        UUID name = UUID.nameUUIDFromBytes(target.getFileName().toString().getBytes(StandardCharsets.UTF_8));
        Path file = target.resolveSibling(ObjectName.RESERVED_PREFIX + "-" + name + ".lock");
        LockFile lock = LockFile.acquire(file)
                .orElseThrow(
                        () -> new FileAlreadyExistsException(target.toString(), null, "being created by another run"));
        try {
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            replaceTarget();
        } finally {
            lock.release();
        }
    }

    /** Disappear, if not yet the target, and with it the folders that are empty then. */
    @Override
    public void close() {
        try {
            try (channel) {
                Files.deleteIfExists(path);
            }
            location.removeEmptyFolders(folder(target));
        } catch (IOException e) {
            throw FileFailure.of("cannot remove the temporary file", path, e);
        }
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.getParent());
    }
}
