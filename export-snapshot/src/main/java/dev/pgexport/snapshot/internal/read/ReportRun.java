package dev.pgexport.snapshot.internal.read;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.read.DecodedObjects;
import dev.pgexport.api.read.FieldFormat;
import dev.pgexport.api.read.RowConsumer;
import dev.pgexport.api.read.RowRun;
import dev.pgexport.snapshot.internal.result.Reports;
import dev.pgexport.snapshot.internal.result.TableReport;
import dev.pgexport.snapshot.internal.result.TargetNames;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A report of RDS, which stands for the tables without a file: they have no rows.
 *
 * @param wanted the columns of these tables
 */
record ReportRun(DecodedObjects stored, ManifestObject object, Map<TableName, List<String>> wanted, String database)
        implements RowRun {
    /** The reports take kilobytes for a thousand tables. */
    private static final int MOST_OF_A_REPORT = 256 << 20;

    @Override
    public List<ManifestObject> objects() {
        return List.of(object);
    }

    @Override
    public Set<TableName> tables() {
        return wanted.keySet();
    }

    @Override
    public void writeTo(RowConsumer consumer) throws IOException, InterruptedException {
        byte[] content;
        try (InputStream in = stored.open(object)) {
            content = in.readNBytes(MOST_OF_A_REPORT);
        }
        if (content.length == MOST_OF_A_REPORT) {
            throw new ExportException(Kind.INTEGRITY, object.name() + " is too long for a report of RDS");
        }
        TargetNames names = new TargetNames(database, wanted.keySet());
        Set<TableName> reported = new HashSet<>();
        for (TableReport report : Reports.tables(content, object.name().value())) {
            names.table(report.target()).ifPresent(reported::add);
        }
        for (Map.Entry<TableName, List<String>> table : new TreeMap<>(wanted).entrySet()) {
            if (!reported.contains(table.getKey())) {
                throw new ExportException(Kind.INTEGRITY, object.name() + " says nothing of " + table.getKey());
            }
            consumer.table(table.getKey(), table.getValue(), FieldFormat.TEXT);
        }
    }
}
