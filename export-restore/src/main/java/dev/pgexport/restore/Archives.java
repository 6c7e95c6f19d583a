package dev.pgexport.restore;

import dev.pgexport.api.Loading;
import dev.pgexport.api.Written;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Gives archives that come as streams to pg_restore.
 *
 * @param programs runs it
 * @param restore which it is
 * @param options what of an archive is restored
 * @param jobs how many connections it uses at once
 */
record Archives(Programs programs, Path restore, RestoreOptions options, int jobs) {
    /** Put an archive of definitions into a file, and make what comes before rows. */
    Archive definitions(Path file, Loading.Writer writer) throws IOException, InterruptedException {
        try (OutputStream out = Files.newOutputStream(file)) {
            var unused = writer.writeTo(out);
        }
        Archive archive = new Archive(programs, restore, new StagedArchive(file, Optional.empty()), options, jobs);
        archive.definitions();
        return archive;
    }

    /**
     * Restore an archive as it comes, in one transaction, which is not committed before the writer has returned.
     *
     * @param asReplica whether event triggers do not fire: some things are done after these are made
     */
    Written whole(Loading.Writer writer, boolean asReplica) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(Archive.command(programs, restore, options));
        command.add("--single-transaction");
        AtomicReference<Written> written = new AtomicReference<>();
        programs.feed(command, asReplica, out -> written.set(writer.writeTo(out)));
        return Optional.ofNullable(written.get()).orElseThrow(IllegalStateException::new);
    }
}
