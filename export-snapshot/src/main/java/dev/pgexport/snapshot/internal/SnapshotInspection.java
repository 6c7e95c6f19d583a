package dev.pgexport.snapshot.internal;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.Inspection;
import dev.pgexport.api.InspectionRequest;
import dev.pgexport.api.TableName;
import dev.pgexport.api.Written;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.snapshot.internal.read.ScratchFile;
import dev.pgexport.snapshot.internal.result.ReportFiles;
import dev.pgexport.snapshot.internal.result.Reports;
import dev.pgexport.snapshot.internal.result.TableReport;
import dev.pgexport.snapshot.internal.result.TargetNames;
import dev.pgexport.snapshot.parquet.LocalFileSource;
import dev.pgexport.snapshot.parquet.ParquetFile;
import dev.pgexport.snapshot.parquet.ParquetRows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads what RDS wrote. A Parquet file is read from its end, so each is kept in scratch space meanwhile. Thread-safe. */
public final class SnapshotInspection implements Inspection {
    /** The reports take kilobytes for a thousand tables. */
    private static final int MOST_OF_A_REPORT = 256 << 20;

    private final Path scratch;
    private final TargetNames names;

    public SnapshotInspection(InspectionRequest request) {
        this.scratch = request.scratch();
        Manifest manifest = request.manifest();
        this.names = new TargetNames(
                manifest.source().database(),
                manifest.tables().stream()
                        .map(table -> table.description().name())
                        .collect(Collectors.toSet()));
    }

    @Override
    public Written inspect(ManifestObject object, InputStream decoded) throws IOException, InterruptedException {
        List<String> segments = object.name().segments();
        String name = segments.get(segments.size() - 1);
        if (ReportFiles.isReport(name)) {
            return report(object, name, decoded);
        }
        if (object.bytes() == 0) {
            return Written.withoutRows();
        }
        if (object.rows().size() != 1) {
            throw new ExportException(
                    Kind.INTEGRITY, object.name() + ": the manifest does not say of which one table the rows are");
        }
        TableName table = object.rows().keySet().iterator().next();
        return Written.rows(table, rows(object, decoded));
    }

    /** A table without rows has no file: the report that names it stands for it. */
    private Written report(ManifestObject object, String name, InputStream decoded) throws IOException {
        byte[] content = decoded.readNBytes(MOST_OF_A_REPORT);
        if (!ReportFiles.isTables(name)) {
            boolean unused = Reports.status(content, name).isPresent();
            return Written.withoutRows();
        }
        Map<TableName, Long> empty = new HashMap<>();
        for (TableReport report : Reports.tables(content, name)) {
            names.table(report.target()).filter(object.rows()::containsKey).ifPresent(table -> empty.put(table, 0L));
        }
        return new Written(empty, List.of());
    }

    private long rows(ManifestObject object, InputStream decoded) throws IOException, InterruptedException {
        try (ScratchFile file = ScratchFile.of(decoded, scratch, object.name().value())) {
            return count(object, file.path());
        }
    }

    private static long count(ManifestObject object, Path file) throws InterruptedException {
        try (ParquetFile parquet = ParquetFile.open(LocalFileSource.open(file))) {
            ParquetRows rows = parquet.rows();
            long count = 0;
            while (rows.next()) {
                count++;
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while reading " + object.name());
                }
            }
            return count;
        } catch (ExportException e) {
            throw new ExportException(e.kind(), object.name() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void finish() {
        // Every object is judged by itself.
    }

    @Override
    public void close() {
        // Nothing is held from one object to the next.
    }
}
