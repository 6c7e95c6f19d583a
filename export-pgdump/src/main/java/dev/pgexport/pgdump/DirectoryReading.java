package dev.pgexport.pgdump;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.read.ReadRequest;
import dev.pgexport.api.read.Reading;
import dev.pgexport.api.read.RowRun;
import dev.pgexport.postgres.archive.CopyHeader;
import dev.pgexport.postgres.archive.TableOfContents;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * Reads a dump in directory format: each file with rows is a run.
 *
 * @param headers what the table of contents says of the rows of each file, by its name without compression
 */
record DirectoryReading(ReadRequest request, Map<String, CopyHeader> headers) implements Reading {

    static DirectoryReading open(ReadRequest request) throws IOException, InterruptedException {
        ManifestObject contents = request.manifest().objects().stream()
                .filter(object -> DumpNames.file(object).equals(TableOfContents.FILE))
                .findFirst()
                .orElseThrow(() -> new ExportException(
                        Kind.INTEGRITY, "the export " + request.manifest().id() + " has no " + TableOfContents.FILE));
        Map<String, CopyHeader> headers = new HashMap<>();
        try (InputStream in = request.objects().open(contents)) {
            TableOfContents.readWithColumns(in)
                    .entries()
                    .forEach(entry -> entry.copy()
                            .ifPresent(header -> headers.put(entry.file().orElse(""), header)));
        }
        return new DirectoryReading(request, headers);
    }

    @Override
    public Iterator<RowRun> runs() {
        return request.manifest().objects().stream()
                .filter(object -> !WantedRows.tables(request, object).isEmpty())
                .sorted(Comparator.comparingLong(ManifestObject::bytes).reversed())
                .<RowRun>map(this::run)
                .iterator();
    }

    private FileRun run(ManifestObject object) {
        CopyHeader header = headers.get(DumpDirectory.withoutCompression(DumpNames.file(object)));
        if (header == null || !object.rows().keySet().equals(Set.of(header.table()))) {
            throw new ExportException(
                    Kind.INTEGRITY,
                    object.name() + " is not what the dump's table of contents says: the rows of "
                            + (header == null ? "no table" : header.table()));
        }
        return new FileRun(request, object, header);
    }

    @Override
    public void close() {
        // Each run closes what it opens.
    }
}
