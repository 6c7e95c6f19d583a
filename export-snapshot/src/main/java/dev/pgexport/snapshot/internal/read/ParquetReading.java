package dev.pgexport.snapshot.internal.read;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.manifest.ManifestTable;
import dev.pgexport.api.read.ReadRequest;
import dev.pgexport.api.read.Reading;
import dev.pgexport.api.read.RowRun;
import dev.pgexport.snapshot.internal.result.ReportFiles;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Reads the rows of an export by RDS: each Parquet file is a run, and each report that stands for tables without a file. */
public final class ParquetReading implements Reading {
    /** The reader's name. */
    public static final String NAME = "rds-parquet";

    private final ReadRequest request;
    private final Map<TableName, List<String>> columns = new HashMap<>();

    public ParquetReading(ReadRequest request) {
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
                .map(this::run)
                .iterator();
    }

    private RowRun run(ManifestObject object) {
        Map<TableName, List<String>> wanted = new HashMap<>(columns);
        wanted.keySet().retainAll(object.rows().keySet());
        List<String> segments = object.name().segments();
        if (ReportFiles.isTables(segments.get(segments.size() - 1))) {
            return new ReportRun(
                    request.objects(),
                    object,
                    wanted,
                    request.manifest().source().database());
        }
        if (object.rows().size() != 1) {
            throw new ExportException(
                    Kind.INTEGRITY, object.name() + " has rows of several tables, which RDS does not write");
        }
        TableName table = object.rows().keySet().iterator().next();
        return new ParquetRun(
                request.objects(), object, table, wanted.getOrDefault(table, List.of()), request.scratch());
    }

    @Override
    public void close() {
        // Each run closes what it opens.
    }
}
