package dev.pgexport.cli.run;

import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.cli.location.LocationUri;
import dev.pgexport.cli.output.Amounts;
import dev.pgexport.cli.output.Console;
import dev.pgexport.cli.output.JsonLine;
import dev.pgexport.engine.RunResult;
import dev.pgexport.engine.RunResult.AlreadyDone;
import dev.pgexport.engine.RunResult.Loaded;
import dev.pgexport.engine.location.ExportSummary;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes how a run ended: the export's name, and with it the totals unless it is quiet. */
final class RunReport {
    private final Console console;
    private final RunPlan plan;
    private final boolean json;
    private final long start = System.nanoTime();

    RunReport(Console console, RunPlan plan, boolean json) {
        this.console = console;
        this.plan = plan;
        this.json = json;
    }

    void report(RunResult result) {
        Manifest manifest = result.manifest();
        if (result instanceof Loaded) {
            loaded(ExportSummary.of(manifest));
            return;
        }
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

    private void loaded(ExportSummary summary) {
        String database = LocationUri.shown(plan.sink().location());
        // Indexes are made after what the manifest has the times of.
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("loaded", database);
            fields.putAll(fields(summary, took));
            console.result(JsonLine.of(fields));
            return;
        }
        console.result(database);
        if (!plan.output().quiet()) {
            console.result("loaded: " + Amounts.count(summary.tables(), "table") + ", "
                    + Amounts.count(summary.rows(), "row") + " in " + Amounts.duration(took)
                    + warnings(summary));
        }
    }

    private static String warnings(ExportSummary summary) {
        return summary.warnings() == 0 ? "" : ", " + Amounts.count(summary.warnings(), "warning");
    }

    private static String totals(ExportSummary summary) {
        return Amounts.count(summary.tables(), "table") + ", " + Amounts.count(summary.rows(), "row") + ", "
                + Amounts.count(summary.objects(), "object") + ", " + Amounts.bytes(summary.bytes()) + " in "
                + Amounts.duration(summary.took()) + warnings(summary);
    }

    private static String json(String name, ExportSummary summary, boolean already) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("export", name);
        fields.putAll(fields(summary, summary.took()));
        fields.put("madeBefore", already);
        return JsonLine.of(fields);
    }

    private static Map<String, Object> fields(ExportSummary summary, Duration took) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", summary.id());
        fields.put("strategy", summary.strategy());
        fields.put("database", summary.database());
        fields.put("moment", summary.moment());
        fields.put("tables", summary.tables());
        fields.put("rows", summary.rows());
        fields.put("objects", summary.objects());
        fields.put("bytes", summary.bytes());
        fields.put("warnings", summary.warnings());
        fields.put("seconds", (double) took.toMillis() / 1000);
        return fields;
    }
}
