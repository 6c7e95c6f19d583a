package dev.pgexport.cli.run;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.cli.location.LocationUri;
import dev.pgexport.cli.output.Amounts;
import dev.pgexport.cli.output.Console;
import dev.pgexport.cli.output.JsonLine;
import dev.pgexport.engine.RunResult;
import dev.pgexport.engine.RunResult.AlreadyDone;
import dev.pgexport.engine.RunResult.Completed;
import dev.pgexport.engine.RunResult.Loaded;
import dev.pgexport.engine.RunResult.Unchanged;
import dev.pgexport.engine.location.ExportSummary;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes how a run ended: the export's name, and with it the totals unless it is quiet. */
final class RunReport {
    private static final Logger LOG = LoggerFactory.getLogger(RunReport.class);

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
        if (json) {
            console.result(json(name, summary, result));
            return;
        }
        console.result(name);
        if (!plan.output().quiet()) {
            console.result(prefix(result) + totals(summary));
        }
    }

    private static String prefix(RunResult result) {
        if (result instanceof Unchanged) {
            return "unchanged since, nothing stored: ";
        }
        return result instanceof AlreadyDone ? "made before: " : "";
    }

    /** Say that another run is at it. No export is named: there may never be one. */
    void skipped(ExportException busy) {
        LOG.info("nothing to do: {}", busy.getMessage());
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("skipped", String.valueOf(busy.getMessage()));
            fields.put("id", plan.id());
            fields.put("strategy", plan.source().strategy());
            console.result(JsonLine.of(fields));
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

    private static String json(String name, ExportSummary summary, RunResult result) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("export", name);
        fields.putAll(fields(summary, summary.took()));
        fields.put("madeBefore", !(result instanceof Completed));
        fields.put("unchanged", result instanceof Unchanged);
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
