package dev.pgexport.cli.list;

import dev.pgexport.cli.output.JsonLine;
import dev.pgexport.engine.location.ExportSummary;
import dev.pgexport.engine.location.ListedExport;
import dev.pgexport.engine.location.ListedExport.Complete;
import dev.pgexport.engine.location.ListedExport.Unreadable;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shows an export to a machine. */
final class ListedJson {
    private ListedJson() {}

    static String of(ListedExport export) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", export.id());
        fields.put("complete", export instanceof Complete);
        if (export instanceof Complete complete) {
            ExportSummary summary = complete.summary();
            fields.put("strategy", summary.strategy());
            fields.put("database", summary.database());
            fields.put("moment", summary.moment());
            fields.put("tables", summary.tables());
            fields.put("rows", summary.rows());
            fields.put("objects", summary.objects());
            fields.put("bytes", summary.bytes());
            fields.put("warnings", summary.warnings());
        } else if (export instanceof Unreadable unreadable) {
            fields.put("failure", String.valueOf(unreadable.failure().getMessage()));
        }
        return JsonLine.of(fields);
    }
}
