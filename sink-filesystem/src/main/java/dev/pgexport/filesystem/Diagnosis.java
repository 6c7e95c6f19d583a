package dev.pgexport.filesystem;

import dev.pgexport.api.Finding;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.setting.DataSize;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out, by trying, whether exports can be put into a location. */
final class Diagnosis {
    private static final DataSize LITTLE_SPACE = DataSize.ofMebibytes(1024);

    private final Location location;

    Diagnosis(Location location) {
        this.location = location;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        Path existing = location.nearestExisting();
        findings.add(Finding.ok(
                "location",
                existing.equals(location.root())
                        ? location.root() + " exists"
                        : location.root() + " does not exist yet; the first run makes it in " + existing));
        try {
            Path folder = Files.createTempDirectory(existing, ObjectName.RESERVED_PREFIX + "-doctor-");
            try {
                findings.add(Finding.ok("writable", "files can be made in " + existing));
                findings.add(locks(folder));
                findings.add(atomicOperations(folder));
            } finally {
                FolderRemoval.remove(folder);
            }
            findings.add(space(existing));
        } catch (IOException e) {
            var failure = FileFailure.of("cannot write into", existing, e);
            findings.add(Finding.failure(
                    "writable",
                    String.valueOf(failure.getMessage()),
                    failure.advice().orElse("choose another location")));
        }
        return findings;
    }

    private static Finding locks(Path folder) {
        try {
            Optional<LockFile> lock = LockFile.acquire(folder.resolve("lock"));
            if (lock.isPresent()) {
                lock.get().release();
                return Finding.ok("locks", "the file system locks files");
            }
            return noLocks("a new file is locked already");
        } catch (IOException e) {
            return noLocks(String.valueOf(e.getMessage()));
        }
    }

    private static Finding noLocks(String reason) {
        return Finding.failure(
                "locks",
                "the file system does not lock files: " + reason,
                "mount it with locks (for NFS: without nolock), or choose another location");
    }

    private static Finding atomicOperations(Path folder) throws IOException {
        Path first = Files.createFile(folder.resolve("first"));
        Path second = folder.resolve("second");
        Files.move(first, second, StandardCopyOption.ATOMIC_MOVE);
        try {
            Files.createLink(first, second);
        } catch (UnsupportedOperationException | FileSystemException e) {
            return Finding.ok(
                    "atomic", "files are renamed at once; without hard links, manifests are guarded by locks");
        }
        return Finding.ok("atomic", "files are renamed and linked at once");
    }

    private static Finding space(Path folder) throws IOException {
        long usable = Files.getFileStore(folder).getUsableSpace();
        String detail = usable / (1L << 20) + " MiB are free";
        return usable < LITTLE_SPACE.bytes()
                ? Finding.warning("space", detail, "compare it with the size of the database, and free space")
                : Finding.ok("space", detail);
    }
}
