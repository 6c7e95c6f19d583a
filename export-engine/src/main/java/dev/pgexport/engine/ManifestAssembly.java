package dev.pgexport.engine;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.ExportDescription;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.manifest.ManifestTable;
import dev.pgexport.api.manifest.TableDescription;
import dev.pgexport.api.manifest.Timings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Puts the manifest together from what the source announced and what the sink holds; refuses when they do not agree. */
final class ManifestAssembly {
    private final RunRequest request;

    ManifestAssembly(RunRequest request) {
        this.request = request;
    }

    Manifest assemble(
            ExportDescription description, Collection<ManifestObject> stored, List<String> warnings, Timings timings) {
        SourceComparison comparison = SourceComparison.of(request);
        List<ManifestObject> objects = stored.stream()
                .sorted(Comparator.comparing(ManifestObject::name))
                .toList();
        return new Manifest(
                Manifest.FORMAT_VERSION,
                request.id(),
                request.source().strategy(),
                description.reader(),
                request.programVersion(),
                request.source().recordedSettings(),
                description
                        .source()
                        .withFingerprint(description.source().fingerprint().map(comparison::fingerprint)),
                description.consistency(),
                description.contents(),
                tables(description, objects),
                description.types(),
                objects,
                description.leftOut(),
                warnings,
                timings);
    }

    private static List<ManifestTable> tables(ExportDescription description, List<ManifestObject> objects) {
        Map<TableName, Held> held = new HashMap<>();
        for (ManifestObject object : objects) {
            object.rows()
                    .forEach((table, rows) ->
                            held.computeIfAbsent(table, name -> new Held()).add(object.name(), rows));
        }
        List<ManifestTable> tables = new ArrayList<>();
        for (TableDescription table : description.tables()) {
            Held rows = held.remove(table.name());
            if (table.data() == (rows == null)) {
                throw new ExportException(
                        Kind.INTEGRITY,
                        table.data()
                                ? "no object holds the rows of " + table.name()
                                : "rows of " + table.name() + " were written, which is exported without its rows");
            }
            tables.add(
                    rows == null
                            ? new ManifestTable(table, OptionalLong.empty(), List.of())
                            : new ManifestTable(table, OptionalLong.of(rows.rows), rows.objects));
        }
        held.keySet().stream().sorted().findFirst().ifPresent(table -> {
            throw new ExportException(Kind.INTEGRITY, "rows of " + table + " were written, which is not exported");
        });
        return tables;
    }

    /** What the objects hold of one table. */
    private static final class Held {
        private final List<ObjectName> objects = new ArrayList<>();
        private long rows;

        void add(ObjectName object, long more) {
            objects.add(object);
            rows = Math.addExact(rows, more);
        }
    }
}
