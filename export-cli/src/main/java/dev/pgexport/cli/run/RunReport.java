package dev.pgexport.cli.run;

import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.cli.outcome.Ending;
import dev.pgexport.cli.outcome.Ending.Busy;
import dev.pgexport.cli.outcome.Ending.Loaded;
import dev.pgexport.cli.outcome.Ending.MadeBefore;
import dev.pgexport.cli.outcome.Ending.Unchanged;
import dev.pgexport.cli.outcome.RunOutcome;
import dev.pgexport.cli.output.Amounts;
import dev.pgexport.cli.output.Console;
import dev.pgexport.engine.location.ExportSummary;

/** Writes for people how a run ended well: the export's name, and with it the totals unless it is quiet. */
final class RunReport {
    private final Console console;
    private final RunPlan plan;

    RunReport(Console console, RunPlan plan) {
        this.console = console;
        this.plan = plan;
    }

    void report(RunOutcome outcome) {
        if (outcome.ending() instanceof Busy) {
            return; // no export is named: there may never be one
        }
        console.result(outcome.export().orElseThrow());
        if (!plan.output().quiet()) {
            Manifest manifest = outcome.ending().export().orElseThrow();
            console.result(prefix(outcome.ending()) + totals(outcome, ExportSummary.of(manifest)));
        }
    }

    private static String prefix(Ending ending) {
        if (ending instanceof Unchanged) {
            return "unchanged since, nothing stored: ";
        }
        if (ending instanceof MadeBefore) {
            return "made before: ";
        }
        return ending instanceof Loaded ? "loaded: " : "";
    }

    private static String totals(RunOutcome outcome, ExportSummary summary) {
        String stored = outcome.ending() instanceof Loaded
                ? ""
                : ", " + Amounts.count(summary.objects(), "object") + ", " + Amounts.bytes(summary.bytes());
        return Amounts.count(summary.tables(), "table") + ", " + Amounts.count(summary.rows(), "row") + stored + " in "
                + Amounts.duration(outcome.took(summary))
                + (summary.warnings() == 0 ? "" : ", " + Amounts.count(summary.warnings(), "warning"));
    }
}
