package dev.pgexport.testkit.rds;

import dev.pgexport.testkit.s3.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** An export task, from its start on. Thread-safe. */
final class ExportTask implements Moving {
    private static final long GIGABYTE = 1L << 30;

    private final ExportRequest request;
    private final RdsSource source;
    private final Optional<RdsSnapshot> snapshot;
    private final ExportScript script;
    private final ExportWriter writer;
    private final ExportReport report = new ExportReport();
    private final Deque<ExportedTable> toWrite = new ArrayDeque<>();
    private final Optional<Moment> own;
    private int tables;
    private long bytes;

    private TaskStatus status = TaskStatus.STARTING;
    private int percent;
    private Optional<Instant> started = Optional.empty();
    private Optional<Instant> ended = Optional.empty();
    private Optional<String> failureCause = Optional.empty();
    private Optional<String> warning = Optional.empty();

    /** Begin the export of a snapshot or, without one, of a live cluster. */
    ExportTask(
            ExportRequest request, RdsSource source, Optional<RdsSnapshot> snapshot, ExportScript script, S3Server s3) {
        this.request = request;
        this.source = source;
        this.snapshot = snapshot;
        this.script = script;
        writer = new ExportWriter(s3, request, script);
        own = snapshot.isPresent() ? Optional.empty() : Optional.of(Moment.of(source));
    }

    String identifier() {
        return request.task();
    }

    ExportRequest request() {
        return request;
    }

    String sourceType() {
        return snapshot.isPresent() ? "SNAPSHOT" : "CLUSTER";
    }

    synchronized TaskStatus status() {
        return status;
    }

    /** Return whether it is under way, which counts for the quotas. */
    boolean isInMotion() {
        return !status().isEnd();
    }

    synchronized void cancel() {
        if (status != TaskStatus.STARTING && status != TaskStatus.IN_PROGRESS) {
            throw new RdsError(
                            400,
                            "InvalidExportTaskStateFault",
                            "The export task " + identifier() + " can't be canceled: its status is " + status + ".")
                    .exception();
        }
        status = TaskStatus.CANCELING;
    }

    @Override
    public Step step() {
        Step step;
        try {
            step = switch (status()) {
                case STARTING -> start();
                case IN_PROGRESS -> toWrite.isEmpty() ? complete() : writeNext();
                case CANCELING -> end(TaskStatus.CANCELING, TaskStatus.CANCELED);
                case CANCELED, COMPLETE, FAILED -> Step.ENDED;
            };
        } catch (SQLException | IOException | UncheckedIOException | SdkException | IllegalStateException e) {
            step = fail("An error occurred while exporting: " + e.getMessage());
        }
        if (step == Step.ENDED) {
            own.ifPresent(Moment::close);
        }
        return step;
    }

    private Step start() throws SQLException {
        if (snapshot.filter(RdsSnapshot::isDeleted).isPresent()) {
            return failDeleted();
        }
        if (mustFailAt(0)) {
            return failByScript();
        }
        plan();
        return change(TaskStatus.STARTING, TaskStatus.IN_PROGRESS);
    }

    private void plan() throws SQLException {
        List<String> unknown = new ArrayList<>(request.exportOnly());
        for (SnapshotView view : moment().views()) {
            unknown.removeAll(view.names());
            for (ExportedTable table : view.tables(source.masterUser())) {
                unknown.remove(table.target());
                if (table.isIn(request.exportOnly()) && script.mentions(table)) {
                    plan(table);
                }
            }
        }
        unknown.forEach(report::unknownObjective);
        script.databaseWarnings().forEach(report::warning);
        tables = toWrite.size();
    }

    private void plan(ExportedTable table) {
        Optional<String> skipped = script.skipped(table);
        if (skipped.isPresent()) {
            report.skipped(table, skipped.get());
        } else {
            toWrite.add(table);
        }
    }

    private Moment moment() {
        return own.or(() -> snapshot.map(RdsSnapshot::moment)).orElseThrow();
    }

    private Step writeNext() throws SQLException, IOException {
        if (snapshot.filter(RdsSnapshot::isDeleted).isPresent()) {
            return failDeleted();
        }
        if (mustFailAt(percent())) {
            return failByScript();
        }
        ExportedTable table = toWrite.remove();
        Optional<String> failing = script.failing(table);
        TableLayout layout = script.layout(table);
        if (script.writes(table)) {
            SnapshotView view = moment().views().stream()
                    .filter(one -> one.database().equals(table.database()))
                    .findFirst()
                    .orElseThrow();
            try (Connection connection = view.reader(source.masterUser())) {
                add(writer.writeTable(
                        connection, table, () -> status() == TaskStatus.IN_PROGRESS, failing.isPresent()));
            }
        }
        int files = layout.batches() * layout.parts();
        failing.ifPresentOrElse(reason -> report.failed(table, reason, files), () -> report.complete(table, files));
        synchronized (this) {
            percent = (tables - toWrite.size()) * 100 / tables;
        }
        return Step.WORKED;
    }

    private Step complete() {
        if (script.failure().isPresent()) {
            return failByScript();
        }
        report.write(writer, request, script.tablesPerReport());
        synchronized (this) {
            if (status == TaskStatus.IN_PROGRESS) {
                warning = script.warning().or(report::warningMessage);
                percent = 100;
            }
        }
        return end(TaskStatus.IN_PROGRESS, TaskStatus.COMPLETE);
    }

    private boolean mustFailAt(int done) {
        return script.failure().filter(failure -> failure.percent() <= done).isPresent();
    }

    private Step failByScript() {
        return fail(script.failure().orElseThrow().cause());
    }

    private Step failDeleted() {
        return fail("The source snapshot of the export task no longer exists.");
    }

    private synchronized Step fail(String cause) {
        if (status == TaskStatus.CANCELING) {
            return Step.CHANGED;
        }
        failureCause = Optional.of(cause);
        return end(status, TaskStatus.FAILED);
    }

    private synchronized Step end(TaskStatus from, TaskStatus to) {
        if (status != from) {
            return Step.CHANGED;
        }
        status = to;
        ended = Optional.of(Instant.now());
        return Step.ENDED;
    }

    private synchronized Step change(TaskStatus from, TaskStatus to) {
        if (status == from) {
            status = to;
            started = Optional.of(Instant.now());
        }
        return Step.CHANGED;
    }

    private synchronized void add(long written) {
        bytes += written;
    }

    private synchronized int percent() {
        return percent;
    }

    /** Let go of the database, at whatever state. */
    void close() {
        own.ifPresent(Moment::close);
    }

    /** Return the part of an answer that describes it. */
    synchronized XmlElement xml(String name) {
        return XmlElement.present(
                name,
                XmlElement.text("ExportTaskIdentifier", identifier()),
                XmlElement.text("SourceArn", request.sourceArn()),
                XmlElement.text("SourceType", sourceType()),
                XmlElement.list("ExportOnly", "member", request.exportOnly()),
                XmlElement.moment("SnapshotTime", snapshot.map(RdsSnapshot::created)),
                XmlElement.moment("TaskStartTime", started),
                XmlElement.moment("TaskEndTime", ended),
                XmlElement.text("S3Bucket", request.bucket()),
                XmlElement.text("S3Prefix", request.prefix().orElse("")),
                XmlElement.text("IamRoleArn", request.role()),
                XmlElement.text("KmsKeyId", request.key()),
                XmlElement.text("Status", status),
                XmlElement.text("PercentProgress", percent),
                XmlElement.text("TotalExtractedDataInGB", bytes / GIGABYTE),
                XmlElement.text("FailureCause", failureCause),
                XmlElement.text("WarningMessage", warning));
    }
}
