package dev.pgexport.snapshot.internal.rds;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.CancelExportTaskRequest;
import software.amazon.awssdk.services.rds.model.DescribeExportTasksRequest;
import software.amazon.awssdk.services.rds.model.ExportTask;
import software.amazon.awssdk.services.rds.model.StartExportTaskRequest;

/** The export tasks of an account in a region. Thread-safe. */
public final class ExportTasks {
    private final RdsCalls calls;

    public ExportTasks(RdsCalls calls) {
        this.calls = calls;
    }

    public Optional<ExportTask> find(String identifier) throws InterruptedException {
        return calls.find(
                        "look at the export task " + identifier,
                        client -> client.describeExportTasks(DescribeExportTasksRequest.builder()
                                .exportTaskIdentifier(identifier)
                                .build()))
                .flatMap(response -> response.exportTasks().stream().findFirst());
    }

    /** List the tasks that count for the quota. */
    public List<ExportTask> inMotion() throws InterruptedException {
        return calls.call(
                "list the export tasks",
                client ->
                        client
                                .describeExportTasksPaginator(
                                        DescribeExportTasksRequest.builder().build())
                                .exportTasks()
                                .stream()
                                .filter(task -> !TaskState.of(task).ended())
                                .toList());
    }

    /**
     * Start a task, unless there is one of that name.
     *
     * @throws ExportException of kind UNAVAILABLE when RDS has a task already, and it is another
     */
    public void start(StartExportTaskRequest request) throws InterruptedException {
        String identifier = request.exportTaskIdentifier();
        boolean started = calls.make("start the export task " + identifier, client -> client.startExportTask(request));
        if (!started && find(identifier).isEmpty()) {
            // RDS has no error of its own for a second task of a snapshot, and this one comes near.
            throw new ExportException(
                            Kind.UNAVAILABLE,
                            "another export task exports " + request.sourceArn()
                                    + ", and RDS runs one of each snapshot or cluster at a time")
                    .withAdvice("wait for its end, or cancel it");
        }
    }

    /** Cancel a task; one that is over already stays so. */
    public void cancel(String identifier) throws InterruptedException {
        calls.find(
                "cancel the export task " + identifier,
                client -> client.cancelExportTask(CancelExportTaskRequest.builder()
                        .exportTaskIdentifier(identifier)
                        .build()));
    }
}
