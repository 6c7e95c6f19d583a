package dev.pgexport.snapshot.internal.rds;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportListener;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.rds.model.ExportTask;

/** Waits for the end of an export task, and tells how far it is. */
public final class TaskWatch {
    private static final Logger LOG = LoggerFactory.getLogger(TaskWatch.class);

    private final ExportTasks tasks;
    private final ExportListener listener;
    private final Duration interval;

    /** @param interval the longest wait between two questions */
    public TaskWatch(ExportTasks tasks, ExportListener listener, Duration interval) {
        this.tasks = tasks;
        this.listener = listener;
        this.interval = interval;
    }

    /**
     * Wait until a task has written what it will.
     *
     * @param deadline of {@link System#nanoTime}
     * @return the task, which says that it is complete
     * @throws ExportException when it failed, was cancelled or takes too long
     */
    public ExportTask await(String identifier, long deadline) throws InterruptedException {
        Optional<ExportTask> ended = end(identifier, deadline);
        ExportTask task = ended.orElseThrow(() -> new ExportException(
                        Kind.UNAVAILABLE, "the export task " + identifier + " takes longer than it may")
                .withAdvice("raise --snapshot-max-duration, or export less"));
        TaskState state = TaskState.of(task);
        if (state instanceof TaskState.Failed failed) {
            throw TaskFailure.of(identifier, failed.cause());
        }
        if (state instanceof TaskState.Canceled) {
            throw new ExportException(Kind.UNAVAILABLE, "somebody cancelled the export task " + identifier)
                    .withAdvice("start the same run again, which makes another task");
        }
        return task;
    }

    /** Wait until a task is over, however it ends; empty when the time is over first. */
    public Optional<ExportTask> end(String identifier, long deadline) throws InterruptedException {
        Pace pace = new Pace(interval);
        String said = "";
        while (true) {
            ExportTask task = tasks.find(identifier)
                    .orElseThrow(() -> new ExportException(
                                    Kind.EXPORT_LOST, "RDS knows no export task " + identifier + " any more")
                            .withAdvice("start the same run again, which makes another task"));
            TaskState state = TaskState.of(task);
            double fraction = state instanceof TaskState.InProgress progress ? progress.percent() / 100.0 : 0;
            listener.progress("export task " + identifier + ": " + state.words(), state.ended() ? 1 : fraction);
            if (!said.equals(state.words())) {
                said = state.words();
                LOG.atInfo()
                        .addKeyValue("task", identifier)
                        .addKeyValue("status", task.status())
                        .log("the export task: {}", said);
            }
            if (state.ended()) {
                return Optional.of(task);
            }
            if (System.nanoTime() >= deadline) {
                return Optional.empty();
            }
            pace.rest(deadline);
        }
    }
}
