package dev.pgexport.filesystem;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.manifest.Manifest;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A folder that holds exports, and the only way from names to paths. The folder itself may be a symbolic link. */
final class Location {
    private final Path root;
    private final FilesystemSettings settings;

    Location(Path root, FilesystemSettings settings) {
        this.root = root.toAbsolutePath().normalize();
        this.settings = settings;
    }

    Path root() {
        return root;
    }

    FilesystemSettings settings() {
        return settings;
    }

    /** Return the folder of this sink's own files. */
    Path ownFolder() {
        return checkedChild(root, ObjectName.RESERVED_PREFIX);
    }

    Path folderOf(ExportId id) {
        return checkedChild(root, id.value());
    }

    boolean isComplete(ExportId id) {
        return Files.isRegularFile(resolve(id.resolve(Manifest.NAME)), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Return the path of an object, none of whose folders is a symbolic link, for that could lead out of the location.
     *
     * @throws ExportException of kind CONFIGURATION when one is
     */
    Path resolve(ObjectName name) {
        Path path = root;
        for (String segment : name.segments()) {
            path = checkedChild(path, segment);
        }
        return path;
    }

    private static Path checkedChild(Path folder, String segment) {
        Path child;
        try {
            child = folder.resolve(segment);
        } catch (InvalidPathException e) {
            throw new ExportException(
                            Kind.CONFIGURATION, "the locale cannot express the name " + segment + " below " + folder, e)
                    .withAdvice("set LC_ALL=C.UTF-8");
        }
        if (Files.isSymbolicLink(child)) {
            throw new ExportException(
                            Kind.CONFIGURATION,
                            child + " is a symbolic link: exports do not leave their location " + folder)
                    .withAdvice("remove the link, or name the folder that it leads to as the location");
        }
        return child;
    }

    /**
     * Check that this is a folder or can become one.
     *
     * @throws ExportException of kind CONFIGURATION when a file is in the way
     */
    void checkIsFolder() {
        Path existing = nearestExisting();
        if (Files.exists(existing) && !Files.isDirectory(existing)) {
            String message = existing.equals(root)
                    ? "the location " + root + " is not a folder"
                    : "the location " + root + " cannot be made: " + existing + " is not a folder";
            throw new ExportException(Kind.CONFIGURATION, message).withAdvice("choose a folder");
        }
    }

    /** Return the location itself or the nearest folder above it that exists. */
    Path nearestExisting() {
        Path existing = root;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return existing;
    }

    /** Make a folder and those above it, each with its entry on the disk when this returns. */
    void makeFolders(Path folder) throws IOException {
        Path parent = folder.getParent();
        if (Files.isDirectory(folder) || parent == null) {
            return;
        }
        makeFolders(parent);
        Set<PosixFilePermission> permissions = settings.folderPermissions();
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(permissions));
            widen(folder, permissions);
            sync(parent);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    /** Give rights to group and others although the umask holds them back: they were asked for. */
    static void widen(Path path, Set<PosixFilePermission> permissions) throws IOException {
        boolean ownerOnly = permissions.stream().allMatch(p -> p.name().startsWith("OWNER_"));
        if (!ownerOnly) {
            Files.setPosixFilePermissions(path, permissions);
        }
    }

    /** Remove a folder and those above it, up to the location itself, as far as they are empty. */
    void removeEmptyFolders(Path folder) throws IOException {
        Path current = folder;
        while (current != null && current.startsWith(root) && !current.equals(root)) {
            if (Files.exists(current, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isDirectory(current, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            try {
                Files.delete(current);
            } catch (DirectoryNotEmptyException e) {
                return;
            } catch (NoSuchFileException e) {
                // Somebody else removed it: go on with the one above.
            }
            current = current.getParent();
        }
    }

    /** Bring the entries of a folder to the disk, even on an interrupted thread. */
    static void sync(Path folder) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (!syncOnce(folder)) {
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean syncOnce(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
            return true;
        } catch (ClosedByInterruptException e) {
            return false;
        } catch (AccessDeniedException e) {
            // A folder that may be written but not read cannot be synced; the file system does it in its own time.
            return true;
        }
    }
}
