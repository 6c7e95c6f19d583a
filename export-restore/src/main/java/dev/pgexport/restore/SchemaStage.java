package dev.pgexport.restore;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.engine.read.CheckedExport;
import dev.pgexport.postgres.archive.ArchiveContents;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Puts into scratch space what of an export pg_restore needs to make definitions: of an archive with rows its beginning, the
 * table of contents, which has them all.
 */
final class SchemaStage {
    private final RestorableExport export;
    private final CheckedExport objects;

    SchemaStage(RestorableExport export, RestoreProgress progress) {
        this.export = export;
        this.objects = new CheckedExport(export.manifest(), export.stored(), progress::read);
    }

    /** Stage the definitions of the wanted tables, or of everything. */
    StagedArchive stage(Path folder, StoredDump dump, Wanted wanted) throws IOException, InterruptedException {
        Path archive = folder.resolve("archive");
        ArchiveContents contents = contents(archive, dump);
        if (wanted.everything()) {
            return new StagedArchive(archive, Optional.empty());
        }
        List<Integer> entries = EntryChoice.of(contents.entries(), wanted.names());
        Path list = folder.resolve("list");
        Files.writeString(list, entries.stream().map(id -> id + ";\n").collect(Collectors.joining()));
        return new StagedArchive(archive, Optional.of(list));
    }

    private ArchiveContents contents(Path archive, StoredDump dump) throws IOException, InterruptedException {
        if (dump instanceof StoredDump.SchemaAlone schema) {
            // Read to its end, where its checksum is compared.
            StagedArchive.copy(objects, schema.archive(), archive);
            try (InputStream in = Files.newInputStream(archive)) {
                return ArchiveContents.ofCustom(in, OutputStream.nullOutputStream());
            }
        }
        if (dump instanceof StoredDump.Custom custom) {
            try (InputStream in = objects.open(custom.archive());
                    OutputStream out = Files.newOutputStream(archive)) {
                return ArchiveContents.ofCustom(in, out);
            }
        }
        if (dump instanceof StoredDump.Directory directory) {
            ManifestObject file = directory.files().stream()
                    .filter(each -> StoredDump.fileName(each).equals(StoredDump.CONTENTS))
                    .findFirst()
                    .orElseThrow();
            Files.createDirectory(archive);
            Path copied = archive.resolve(StoredDump.CONTENTS);
            StagedArchive.copy(objects, file, copied);
            try (InputStream in = Files.newInputStream(copied)) {
                return ArchiveContents.ofDirectory(in, OutputStream.nullOutputStream());
            }
        }
        throw new ExportException(
                        Kind.CONFIGURATION,
                        "the definitions of the export " + export.manifest().id()
                                + " are SQL, of which no part can be taken")
                .withAdvice("perhaps make the tables and give --data-only, or restore all of it");
    }
}
