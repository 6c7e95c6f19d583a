package dev.pgexport.pgdump;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.api.TableName;
import dev.pgexport.postgres.archive.TableOfContents;
import dev.pgexport.postgres.program.ChildProcess;
import dev.pgexport.postgres.program.ExitStatus;
import dev.pgexport.postgres.program.PgDumpFailure;
import dev.pgexport.postgres.program.ProgramWarnings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A directory that pg_dump has made, with every file that its table of contents names.
 *
 * @param files the files
 * @param warnings what pg_dump had to say
 */
record StagedDump(List<File> files, List<String> warnings) {
    /**
     * A file of the dump.
     *
     * @param path where it is
     * @param bytes its size
     * @param content what it holds
     */
    record File(Path path, long bytes, DumpFile content) {}

    static StagedDump make(Snapshot snapshot, DumpCommand command, Path folder, ExportRequest request)
            throws InterruptedException {
        request.listener().progress("pg_dump into scratch space", 0);
        String errors = run(snapshot, command, folder, request.jobs());
        request.listener().progress("pg_dump into scratch space", 1);
        try {
            List<File> files = files(folder);
            requireTables(files, snapshot.tablesWithData());
            return new StagedDump(files, ProgramWarnings.of(errors));
        } catch (IOException e) {
            throw new ExportException(
                    ExportException.Kind.UNAVAILABLE, "cannot read what pg_dump wrote to " + folder + ": " + e, e);
        }
    }

    private static String run(Snapshot snapshot, DumpCommand command, Path folder, int jobs)
            throws InterruptedException {
        if (command.program().version().major() >= StagedCompression.ZSTD_SINCE) {
            Optional<String> errors =
                    run(snapshot, command, command.staged(folder, jobs, StagedCompression.ZSTD), true);
            if (errors.isPresent()) {
                return errors.get();
            }
        }
        return run(snapshot, command, command.staged(folder, jobs, StagedCompression.GZIP), false)
                .orElseThrow();
    }

    /** Return what pg_dump wrote to its standard error; nothing when it was built without the compression. */
    private static Optional<String> run(
            Snapshot snapshot, DumpCommand command, List<String> arguments, boolean mayLackCompression)
            throws InterruptedException {
        ChildProcess child = snapshot.start(arguments);
        try {
            child.output().transferTo(OutputStream.nullOutputStream());
            ExitStatus status = snapshot.await(child);
            if (status.isSuccess()) {
                return Optional.of(child.errors());
            }
            if (mayLackCompression && child.errors().contains("does not support compression")) {
                return Optional.empty();
            }
            throw snapshot.explain(PgDumpFailure.of(command.program().toString(), status, child.errors()));
        } catch (IOException e) {
            snapshot.requireOpen();
            throw new ExportException(
                    ExportException.Kind.UNAVAILABLE, "cannot read the output of " + command.program(), e);
        } finally {
            snapshot.ended(child);
        }
    }

    private static List<File> files(Path folder) throws IOException {
        Map<String, DumpFile> announced;
        try (InputStream toc = Files.newInputStream(folder.resolve(TableOfContents.FILE))) {
            announced = DumpDirectory.announced(TableOfContents.read(toc), name -> lines(folder.resolve(name)));
        }
        Map<String, File> found = new TreeMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                DumpFile content = announced.remove(DumpDirectory.withoutCompression(name));
                if (content == null) {
                    throw new ExportException(
                            ExportException.Kind.INTEGRITY, "pg_dump wrote " + name + ", which it does not mention");
                }
                found.put(name, new File(entry, Files.size(entry), content));
            }
        }
        DumpDirectory.requireNothingMissing(announced.keySet());
        return List.copyOf(found.values());
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file);
    }

    private static void requireTables(List<File> files, List<TableName> expected) {
        Set<TableName> missing = new HashSet<>(expected);
        files.forEach(file -> file.content().table().ifPresent(missing::remove));
        missing.stream().sorted().findFirst().ifPresent(table -> {
            throw new ExportException(
                    ExportException.Kind.INTEGRITY, "pg_dump left out the rows of " + table + ", which is selected");
        });
    }
}
