package dev.pgexport.cli.metrics;

import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.cli.outcome.Ending.Failed;
import dev.pgexport.cli.outcome.RunOutcome;
import dev.pgexport.engine.location.ExportSummary;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A file with the numbers of the latest run, and of the newest export that its predecessors made: in the form of OpenMetrics
 * 1.0, and with gauges alone, so that it is in Prometheus's older form, too.
 */
public final class OpenMetricsFile {
    private static final String OF_EXPORT = "pgexport_export_";

    private final Path path;

    public OpenMetricsFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    /** Replace the file as a whole: who reads it meanwhile sees the old one or the new one. */
    public void write(RunOutcome outcome) throws IOException {
        List<String> lines = new ArrayList<>(ofRun(outcome));
        var manifest = outcome.ending().export();
        lines.addAll(manifest.isPresent() ? ofExport(outcome, manifest.get()) : ofEarlierExport());
        lines.add("# EOF");
        replace(String.join("\n", lines) + "\n");
    }

    private static List<String> ofRun(RunOutcome outcome) {
        String strategy = outcome.strategy().orElse("unknown");
        Gauges gauges = new Gauges(outcome.database(), strategy);
        boolean failed = outcome.ending() instanceof Failed;
        gauges.add("pgexport_run_success", "", "Whether the latest run ended well.", failed ? 0 : 1);
        gauges.add(
                "pgexport_run_skipped",
                "",
                "Whether the latest run had nothing to do.",
                outcome.ending().nothingToDo() ? 1 : 0);
        gauges.add("pgexport_run_retries", "", "What the latest run had to do again.", outcome.retries());
        gauges.add("pgexport_run_duration_seconds", "seconds", "How long the latest run took.", outcome.took());
        gauges.add("pgexport_run_end_timestamp_seconds", "seconds", "When the latest run ended.", outcome.ended());
        if (outcome.ending() instanceof Failed failure && !failure.failure().stopped()) {
            gauges.add(
                    "pgexport_run_exit_code",
                    "",
                    "What the latest run ended with.",
                    failure.failure().exitCode().number());
        }
        return gauges.lines;
    }

    private static List<String> ofExport(RunOutcome outcome, Manifest manifest) {
        ExportSummary summary = ExportSummary.of(manifest);
        Gauges gauges = new Gauges(summary.database(), summary.strategy());
        gauges.add(OF_EXPORT + "success_timestamp_seconds", "seconds", "When a run last ended well.", outcome.ended());
        gauges.add(
                OF_EXPORT + "snapshot_timestamp_seconds",
                "seconds",
                "Which moment the newest export shows.",
                summary.moment());
        gauges.add(OF_EXPORT + "duration_seconds", "seconds", "How long making it took.", outcome.took(summary));
        gauges.add(OF_EXPORT + "bytes", "bytes", "The size of its objects.", summary.bytes());
        gauges.add(OF_EXPORT + "rows", "", "The rows that it holds.", summary.rows());
        return gauges.lines;
    }

    /** A failure does not make people forget how old the newest export is. */
    private List<String> ofEarlierExport() throws IOException {
        try {
            return Files.readAllLines(path, StandardCharsets.UTF_8).stream()
                    .filter(line -> line.replaceFirst("^# [A-Z]+ ", "").startsWith(OF_EXPORT))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private void replace(String text) throws IOException {
        // Not of createTempFile, whose files nobody else may read; and no name that a collector of *.prom would take.
        Path temporary = path.resolveSibling(
                "." + path.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            Files.deleteIfExists(temporary); // of a process that was killed and had the same number
            Files.writeString(temporary, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Lines of gauges that have the same labels. */
    private static final class Gauges {
        private final String labels;
        private final List<String> lines = new ArrayList<>();

        Gauges(String database, String strategy) {
            this.labels = "{database=\"" + escaped(database) + "\",strategy=\"" + escaped(strategy) + "\"} ";
        }

        void add(String name, String unit, String help, long value) {
            add(name, unit, help, String.valueOf(value));
        }

        void add(String name, String unit, String help, Duration value) {
            add(name, unit, help, seconds(value.toMillis()));
        }

        void add(String name, String unit, String help, Instant value) {
            add(name, unit, help, seconds(value.toEpochMilli()));
        }

        private void add(String name, String unit, String help, String value) {
            lines.add("# TYPE " + name + " gauge");
            if (!unit.isEmpty()) {
                lines.add("# UNIT " + name + " " + unit);
            }
            lines.add("# HELP " + name + " " + help);
            lines.add(name + labels + value);
        }

        private static String seconds(long millis) {
            return BigDecimal.valueOf(millis, 3).toPlainString();
        }

        private static String escaped(String value) {
            return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        }
    }
}
