package dev.pgexport.filesystem;

import dev.pgexport.api.ExportId;
import dev.pgexport.api.Leftover;
import dev.pgexport.api.ObjectName;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Measures and removes what a dead run left. Follows no symbolic link. */
final class FolderRemoval {
    private FolderRemoval() {}

    static Leftover measure(ExportId id, Path folder) throws IOException {
        long[] count = {0, 0};
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                count[0]++;
                count[1] += attributes.size();
                return FileVisitResult.CONTINUE;
            }
        });
        return new Leftover(id, count[0], count[1]);
    }

    static void remove(Path folder) throws IOException {
        walk(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    static void removeTemporaryFiles(Path folder) throws IOException {
        walk(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (file.getFileName().toString().startsWith(ObjectName.RESERVED_PREFIX)) {
                    Files.deleteIfExists(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void walk(Path folder, SimpleFileVisitor<Path> visitor) throws IOException {
        try {
            Files.walkFileTree(folder, visitor);
        } catch (NoSuchFileException e) {
            // Nothing is left of it.
        }
    }
}
