package dev.pgexport.snapshot.internal;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportListener;
import dev.pgexport.snapshot.TaskSettings;
import dev.pgexport.snapshot.internal.check.Checks;
import dev.pgexport.snapshot.internal.plan.RdsIdentifier;
import dev.pgexport.snapshot.internal.plan.SourceChoice;
import dev.pgexport.snapshot.internal.rds.Origin;
import dev.pgexport.snapshot.internal.rds.SnapshotFacts;
import dev.pgexport.snapshot.internal.rds.TaskState;
import dev.pgexport.snapshot.internal.rds.TaskWatch;
import dev.pgexport.snapshot.internal.storage.Key;
import dev.pgexport.snapshot.internal.storage.Landing;
import dev.pgexport.snapshot.internal.storage.Place;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.rds.model.ExportTask;
import software.amazon.awssdk.services.rds.model.StartExportTaskRequest;

/**
 * Finds the task that an earlier run of the same export started, or starts one. Tasks are numbered, for RDS never forgets
 * one: a task that failed, or whose files are gone, is followed by the next.
 */
final class Attempts {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
    private static final int MOST = 99;

    private final Plan plan;
    private final Session session;
    private final Landing landing;
    private final RdsIdentifier identifier;
    private final Optional<OwnSnapshots> own;
    private final TaskWatch watch;
    private final ExportListener listener;

    /** The attempt that is being made, for whoever cleans up after it. */
    private Optional<String> current = Optional.empty();

    Attempts(
            Plan plan,
            Session session,
            Landing landing,
            RdsIdentifier identifier,
            Optional<OwnSnapshots> own,
            TaskSettings settings,
            ExportListener listener) {
        this.plan = plan;
        this.session = session;
        this.landing = landing;
        this.identifier = identifier;
        this.own = own;
        this.watch = new TaskWatch(session.tasks(), listener, settings.pollInterval());
        this.listener = listener;
    }

    /** Return the task's identifier, and that of its snapshot; empty until one is chosen. */
    Optional<String> current() {
        return current;
    }

    /** Return the identifier of a task that runs or is complete. */
    String obtain(long deadline) throws InterruptedException {
        for (int number = 1; number <= MOST; number++) {
            String name = identifier.attempt(number);
            Optional<ExportTask> task = session.tasks().find(name);
            if (task.isEmpty()) {
                current = Optional.of(name);
                return start(name, deadline);
            }
            if (isOurs(task.get())) {
                if (isUsable(task.get())) {
                    current = Optional.of(name);
                    LOG.atInfo()
                            .addKeyValue("task", name)
                            .addKeyValue("status", task.get().status())
                            .log("going on with the export task {} of an earlier run", name);
                    return name;
                }
                retire(name, task.get(), deadline);
            }
        }
        throw new ExportException(Kind.CONFIGURATION, "this export was tried " + MOST + " times")
                .withAdvice("choose another --id");
    }

    private boolean isOurs(ExportTask task) {
        return landing.place().bucket().equals(task.s3Bucket())
                && landing.place().rdsPrefix().equals(task.s3Prefix());
    }

    private boolean isUsable(ExportTask task) throws InterruptedException {
        TaskState state = TaskState.of(task);
        boolean goesOn = state instanceof TaskState.Starting
                || state instanceof TaskState.InProgress
                || state instanceof TaskState.Unknown;
        boolean complete = state instanceof TaskState.Complete;
        Set<String> asked = new HashSet<>(plan.scope().exportOnly());
        return landing.undisturbed()
                && (goesOn || complete)
                && asked.equals(new HashSet<>(task.exportOnly()))
                && isOfSource(task)
                && (!complete || hasReport(task.exportTaskIdentifier()));
    }

    private boolean isOfSource(ExportTask task) {
        String arn = task.sourceArn();
        SourceChoice source = plan.source();
        if (source instanceof SourceChoice.Create) {
            return arn.endsWith(":" + task.exportTaskIdentifier()); // its snapshot has its name
        }
        if (source instanceof SourceChoice.Given given) {
            return arn.equals(given.snapshot()) || arn.endsWith(":" + given.snapshot());
        }
        if (source instanceof SourceChoice.Live live) {
            return arn.endsWith(":cluster:" + live.cluster());
        }
        return true; // the newest snapshot was another when the task was started
    }

    /** Whoever throws away what a task wrote begins with its report. */
    private boolean hasReport(String task) throws InterruptedException {
        Place place = landing.place().resolve(task);
        try (Stream<Key> reports = session.store().list(place.prefix() + "export_info_")) {
            return reports.findFirst().isPresent();
        }
    }

    private void retire(String name, ExportTask task, long deadline) throws InterruptedException {
        if (!TaskState.of(task).ended()) {
            LOG.atInfo().addKeyValue("task", name).log("cancelling the export task {}: its files cannot be used", name);
            session.tasks().cancel(name);
            if (watch.end(name, deadline).isEmpty()) {
                throw new ExportException(
                        Kind.UNAVAILABLE, "the export task " + name + " does not end though it was cancelled");
            }
        }
        if (own.isPresent()) {
            own.get().discard(name);
        }
    }

    private String start(String name, long deadline) throws InterruptedException {
        Origin origin = Preflight.origin(plan.source(), session.origins());
        Checks.require(Preflight.of(plan, session, origin, Optional.of(landing.place())), listener);
        String arn = origin.arn();
        if (own.isPresent()) {
            SnapshotFacts snapshot = own.get().obtain(name, landing.undisturbed(), deadline);
            arn = snapshot.arn();
        }
        LOG.atInfo()
                .addKeyValue("task", name)
                .addKeyValue("source", arn)
                .addKeyValue("to", landing.place().toString())
                .log("starting the export task {}", name);
        session.tasks()
                .start(StartExportTaskRequest.builder()
                        .exportTaskIdentifier(name)
                        .sourceArn(arn)
                        .s3BucketName(landing.place().bucket())
                        .s3Prefix(landing.place().rdsPrefix())
                        .iamRoleArn(plan.roleArn())
                        .kmsKeyId(plan.kmsKey())
                        .exportOnly(plan.scope().exportOnly())
                        .build());
        return name;
    }
}
