package dev.pgexport.snapshot.internal.check;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.Finding;
import dev.pgexport.snapshot.internal.rds.ExportTasks;
import dev.pgexport.snapshot.internal.rds.Origin;
import java.util.List;
import software.amazon.awssdk.services.rds.model.ExportTask;

/**
 * Whether RDS takes another task: five in an account and region, one of a snapshot or cluster at a time. Whether it exports
 * at all in this region is found out by the same question.
 */
public record QuotaCheck(ExportTasks tasks, Origin origin) implements Check {
    private static final int OF_ACCOUNT = 5;

    @Override
    public String subject() {
        return "export tasks";
    }

    @Override
    public Finding look() throws InterruptedException {
        List<ExportTask> running = tasks.inMotion();
        List<String> same = running.stream()
                .filter(task -> origin.arn().equals(task.sourceArn()))
                .map(ExportTask::exportTaskIdentifier)
                .toList();
        if (!same.isEmpty()) {
            throw new ExportException(
                            Kind.UNAVAILABLE,
                            "the export task " + same.get(0) + " exports " + origin.identifier()
                                    + " already, and RDS runs one of each snapshot or cluster at a time")
                    .withAdvice("wait for its end, or cancel it");
        }
        if (running.size() >= OF_ACCOUNT) {
            throw new ExportException(
                            Kind.UNAVAILABLE,
                            running.size() + " export tasks run, and RDS runs five at a time for an account")
                    .withAdvice("wait until one of them ends");
        }
        return Finding.ok(subject(), running.size() + " of five run");
    }
}
