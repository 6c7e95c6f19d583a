package dev.pgexport.pgdump;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.InspectionRequest;
import dev.pgexport.api.TableName;
import dev.pgexport.api.Written;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.postgres.archive.TableOfContents;
import dev.pgexport.postgres.program.ScratchFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of a staged dump, put together again in scratch space, for pg_restore to read. Thread-safe. */
final class ReassembledDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReassembledDirectory.class);
    private static final String NO_ROOM = "there is no room in scratch space to put the dump together again:"
            + " its files were read, but not by pg_restore";

    private final InspectionRequest request;
    private final RestoreCheck restore;
    private final Map<String, Optional<TableName>> seen = new HashMap<>();

    @Nullable private ScratchFolder scratch;

    private boolean complete;

    ReassembledDirectory(InspectionRequest request, RestoreCheck restore) {
        this.request = request;
        this.restore = restore;
    }

    Written inspect(ManifestObject object, String file, InputStream decoded) throws IOException, InterruptedException {
        Path folder = folder();
        Set<TableName> tables = object.rows().keySet();
        DumpFile content = new DumpFile(tables.stream().findFirst());
        try (OutputStream copy =
                        kept(file) ? Files.newOutputStream(folder.resolve(file)) : OutputStream.nullOutputStream();
                PassingStream passing = new PassingStream(decoded, copy)) {
            Written written = DumpFileReader.read(file, content, passing);
            PgDumpInspection.requireSize(object, passing.count());
            synchronized (this) {
                seen.put(DumpDirectory.withoutCompression(file), content.table());
                return complete ? written : new Written(written.rows(), List.of(NO_ROOM));
            }
        }
    }

    private synchronized Path folder() throws InterruptedException {
        ScratchFolder folder = scratch;
        if (folder == null) {
            folder = ScratchFolder.create(request.scratch());
            scratch = folder;
            long bytes = request.manifest().objects().stream()
                    .mapToLong(ManifestObject::decodedBytes)
                    .sum();
            complete = restore.isAvailable() && ScratchRoom.usable(request.scratch()) > bytes;
        }
        return folder.path();
    }

    /** What says which files there are is always kept. */
    private synchronized boolean kept(String file) {
        return complete || file.equals(TableOfContents.FILE) || DumpDirectory.isList(file);
    }

    /** Check that every file was there, and that pg_restore can read them all. */
    void finish() throws IOException, InterruptedException {
        Path folder;
        Map<String, Optional<TableName>> found;
        synchronized (this) {
            if (scratch == null) {
                return;
            }
            folder = scratch.path();
            found = Map.copyOf(seen);
        }
        Map<String, DumpFile> announced = announced(folder, found.keySet());
        found.forEach((file, table) -> {
            DumpFile expected = announced.remove(file);
            if (expected == null || !expected.table().equals(table)) {
                throw new ExportException(
                        ExportException.Kind.INTEGRITY,
                        file + " is not what the dump's table of contents says: " + expected);
            }
        });
        DumpDirectory.requireNothingMissing(announced.keySet());
        if (complete) {
            restore.directory(folder);
        } else {
            LOG.warn(NO_ROOM);
        }
    }

    private static Map<String, DumpFile> announced(Path folder, Set<String> found) throws IOException {
        Set<String> missing = new HashSet<>(Set.of(TableOfContents.FILE));
        missing.removeAll(found);
        DumpDirectory.requireNothingMissing(missing);
        try (InputStream toc = Files.newInputStream(folder.resolve(TableOfContents.FILE))) {
            return DumpDirectory.announced(TableOfContents.read(toc), name -> {
                if (!found.contains(name)) {
                    DumpDirectory.requireNothingMissing(Set.of(name));
                }
                return Files.readAllLines(folder.resolve(name));
            });
        }
    }

    @Override
    public synchronized void close() {
        if (scratch != null) {
            scratch.close();
        }
    }
}
