package dev.pgexport.cli.outcome;

import dev.pgexport.api.ExportId;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.cli.outcome.Ending.Busy;
import dev.pgexport.cli.outcome.Ending.Failed;
import dev.pgexport.cli.outcome.Ending.Loaded;
import dev.pgexport.cli.outcome.Ending.Unchanged;
import dev.pgexport.engine.location.ExportSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What there is to tell of a run that ended, however it did.
 *
 * @param id the export's; empty when the run failed before it had one
 * @param export where the export is, or would be, as it can be given to a command again; the database that it was loaded into
 * @param strategy the strategy, when it is known
 * @param database the database's name, or what can be guessed of it
 * @param started when the run started
 * @param ended when it ended
 * @param retries how often an object was written again, or the export started again
 * @param ending how it ended
 */
public record RunOutcome(
        Optional<ExportId> id,
        Optional<String> export,
        Optional<String> strategy,
        String database,
        Instant started,
        Instant ended,
        long retries,
        Ending ending) {

    /** Return how long the run took. */
    public Duration took() {
        Duration took = Duration.between(started, ended);
        return took.isNegative() ? Duration.ZERO : took; // the clock was set back
    }

    /** Return how long making the export took. Of one that was loaded, indexes come after what its manifest has the times of. */
    public Duration took(ExportSummary summary) {
        return ending instanceof Loaded ? took() : summary.took();
    }

    /** Return what a machine is told: the result that {@code --json} writes, or what failed. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (ending instanceof Busy busy) {
            fields.put("skipped", busy.reason());
        } else {
            export.ifPresent(name -> fields.put(ending instanceof Loaded ? "loaded" : "export", name));
        }
        id.ifPresent(known -> fields.put("id", known));
        ending.export().ifPresentOrElse(manifest -> addResult(fields, manifest), () -> addFailure(fields));
        return fields;
    }

    private void addResult(Map<String, Object> fields, Manifest manifest) {
        ExportSummary summary = ExportSummary.of(manifest);
        fields.put("strategy", summary.strategy());
        fields.put("database", summary.database());
        fields.put("moment", summary.moment());
        fields.put("tables", summary.tables());
        fields.put("rows", summary.rows());
        fields.put("objects", summary.objects());
        fields.put("bytes", summary.bytes());
        fields.put("warnings", summary.warnings());
        fields.put("seconds", seconds(took(summary)));
        if (!(ending instanceof Loaded)) {
            fields.put("madeBefore", ending.nothingToDo());
            fields.put("unchanged", ending instanceof Unchanged);
        }
    }

    private void addFailure(Map<String, Object> fields) {
        strategy.ifPresent(name -> fields.put("strategy", name));
        fields.put("database", database);
        fields.put("seconds", seconds(took()));
        if (ending instanceof Failed failed) {
            fields.putAll(failed.failure().fields("failure"));
        }
    }

    /** Return a duration as a number of seconds. */
    public static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
