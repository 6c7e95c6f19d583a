package dev.pgexport.copy.internal;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.manifest.ManifestTable;
import dev.pgexport.api.read.ReadRequest;
import dev.pgexport.api.read.Reading;
import dev.pgexport.api.read.RowRun;
import dev.pgexport.copy.CopyFormat;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Reads the rows of an export by COPY: each object is a run. */
public final class CopyReading implements Reading {
    private final CopyFormat format;
    private final ReadRequest request;
    private final Map<TableName, List<String>> columns = new HashMap<>();

    public CopyReading(CopyFormat format, ReadRequest request) {
        this.format = format;
        this.request = request;
        for (ManifestTable table : request.manifest().tables()) {
            if (request.tables().contains(table.description().name())) {
                columns.put(table.description().name(), table.description().storedColumns());
            }
        }
    }

    @Override
    public Iterator<RowRun> runs() {
        return request.manifest().objects().stream()
                .filter(object -> object.rows().keySet().stream().anyMatch(columns::containsKey))
                .sorted(Comparator.comparingLong(ManifestObject::decodedBytes).reversed())
                .<RowRun>map(this::run)
                .iterator();
    }

    private TableRun run(ManifestObject object) {
        if (object.rows().size() != 1) {
            throw new ExportException(
                    Kind.INTEGRITY, object.name() + " has rows of several tables, which COPY does not write");
        }
        TableName table = object.rows().keySet().iterator().next();
        return new TableRun(request.objects(), object, table, columns.getOrDefault(table, List.of()), format);
    }

    @Override
    public void close() {
        // Each run closes what it opens.
    }
}
