package dev.pgexport.restore;

import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.read.DecodedObjects;
import dev.pgexport.engine.work.SharedWork;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An archive in scratch space, for pg_restore to read in any order.
 *
 * @param file the archive's file or folder
 * @param list a list of the entries that are wanted, for {@code --use-list}; empty for all
 */
record StagedArchive(Path file, Optional<Path> list) {
    /** Put an archive that is one object into a folder. */
    static StagedArchive ofObject(Path folder, DecodedObjects objects, ManifestObject object)
            throws IOException, InterruptedException {
        Path file = folder.resolve("archive.dump");
        copy(objects, object, file);
        return new StagedArchive(file, Optional.empty());
    }

    /** Put the files of an archive into a folder, several at once. */
    static StagedArchive ofFiles(Path folder, DecodedObjects objects, List<ManifestObject> files, SharedWork work)
            throws IOException, InterruptedException {
        Path directory = Files.createDirectory(folder.resolve("archive"));
        work.run(
                files.iterator(),
                file -> {
                    try {
                        copy(objects, file, directory.resolve(StoredDump.fileName(file)));
                    } catch (InterruptedIOException e) {
                        throw (InterruptedException) new InterruptedException().initCause(e);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                () -> {});
        return new StagedArchive(directory, Optional.empty());
    }

    static void copy(DecodedObjects objects, ManifestObject object, Path file)
            throws IOException, InterruptedException {
        try (InputStream in = objects.open(object)) {
            Files.copy(in, file);
        }
    }

    /** Return the arguments that name the archive and what of it is wanted. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        list.ifPresent(wanted -> arguments.add("--use-list=" + wanted));
        arguments.add(file.toString());
        return arguments;
    }
}
