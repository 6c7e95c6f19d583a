package dev.pgexport.cli.metrics;

import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.cli.outcome.Ending.Failed;
import dev.pgexport.cli.outcome.RunOutcome;
import dev.pgexport.engine.location.ExportSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The numbers of a run, named and measured as in CloudWatch. */
final class RunMetrics {
    private RunMetrics() {}

    /**
     * One number.
     *
     * @param unit one of CloudWatch's, see "MetricDatum"
     * @param value an Integer, a Long or a Double
     */
    record Metric(String name, String unit, Number value) {}

    /** Return those that every run has, and those of the export when this run made one: others would be counted twice. */
    static List<Metric> of(RunOutcome outcome) {
        List<Metric> metrics = new ArrayList<>();
        // One that leaves the work to another run says nothing of whether there will be an export.
        metrics.add(count("SuccessfulExport", outcome.ending().export().isPresent() ? 1 : 0));
        metrics.add(count("FailedExport", outcome.ending() instanceof Failed ? 1 : 0));
        metrics.add(count("SkippedExport", outcome.ending().nothingToDo() ? 1 : 0));
        metrics.add(count("ExportRetries", outcome.retries()));
        outcome.ending().made().ifPresent(manifest -> {
            ExportSummary summary = ExportSummary.of(manifest);
            metrics.add(new Metric("ExportSeconds", "Seconds", RunOutcome.seconds(outcome.took(summary))));
            metrics.add(new Metric("ExportLagSeconds", "Seconds", RunOutcome.seconds(lag(outcome, manifest))));
            metrics.add(new Metric("ExportedBytes", "Bytes", summary.bytes()));
            metrics.add(count("ExportedRows", summary.rows()));
        });
        return metrics;
    }

    /** Return how old the data was when it was there for others: the snapshot is of the server's clock, the end of ours. */
    static Duration lag(RunOutcome outcome, Manifest manifest) {
        Duration lag = Duration.between(manifest.source().moment(), outcome.ended());
        return lag.isNegative() ? Duration.ZERO : lag;
    }

    private static Metric count(String name, long value) {
        return new Metric(name, "Count", value);
    }
}
