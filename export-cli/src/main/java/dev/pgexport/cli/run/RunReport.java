package dev.pgexport.cli.run;

import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.cli.location.LocationUri;
import dev.pgexport.cli.output.Amounts;
import dev.pgexport.cli.output.Console;
import dev.pgexport.cli.output.JsonLine;
import dev.pgexport.engine.RunResult;
import dev.pgexport.engine.RunResult.AlreadyDone;
import dev.pgexport.engine.location.ExportSummary;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes how a run ended: the export's name, and with it the totals unless it is quiet. */
final class RunReport {
    private final Console console;
    private final RunPlan plan;
    private final boolean json;

    RunReport(Console console, RunPlan plan, boolean json) {
        this.console = console;
        this.plan = plan;
        this.json = json;
    }

    void report(RunResult result) {
        Manifest manifest = result.manifest();
        String name =
                LocationUri.shown(plan.sink().location().resolve(manifest.id().value()));
        ExportSummary summary = ExportSummary.of(manifest);
        boolean already = result instanceof AlreadyDone;
        if (json) {
            console.result(json(name, summary, already));
            return;
        }
        console.result(name);
        if (!plan.output().quiet()) {
            console.result((already ? "made before: " : "") + totals(summary));
        }
    }

    private static String totals(ExportSummary summary) {
        return Amounts.count(summary.tables(), "table") + ", " + Amounts.count(summary.rows(), "row") + ", "
                + Amounts.count(summary.objects(), "object") + ", " + Amounts.bytes(summary.bytes()) + " in "
                + Amounts.duration(summary.took())
                + (summary.warnings() == 0 ? "" : ", " + Amounts.count(summary.warnings(), "warning"));
    }

    private static String json(String name, ExportSummary summary, boolean already) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("export", name);
        fields.put("id", summary.id());
        fields.put("strategy", summary.strategy());
        fields.put("database", summary.database());
        fields.put("moment", summary.moment());
        fields.put("tables", summary.tables());
        fields.put("rows", summary.rows());
        fields.put("objects", summary.objects());
        fields.put("bytes", summary.bytes());
        fields.put("warnings", summary.warnings());
        fields.put("seconds", (double) summary.took().toMillis() / 1000);
        fields.put("madeBefore", already);
        return JsonLine.of(fields);
    }
}
