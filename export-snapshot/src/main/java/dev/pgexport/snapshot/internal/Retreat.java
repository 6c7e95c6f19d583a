package dev.pgexport.snapshot.internal;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.snapshot.StopAction;
import dev.pgexport.snapshot.TaskSettings;
import dev.pgexport.snapshot.internal.rds.TaskState;
import dev.pgexport.snapshot.internal.rds.TaskWatch;
import dev.pgexport.snapshot.internal.storage.Key;
import dev.pgexport.snapshot.internal.storage.Landing;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.ExportTask;

/**
 * What becomes of a task, its snapshot and its files when there will be no export of them, in bounded time. What cannot be
 * cleared away is said; it never replaces the failure that led here.
 */
final class Retreat {
    private final TaskSettings settings;
    private final ExportRequest request;
    private final Session session;
    private final Landing landing;
    private final Optional<OwnSnapshots> own;

    Retreat(
            TaskSettings settings,
            ExportRequest request,
            Session session,
            Landing landing,
            Optional<OwnSnapshots> own) {
        this.settings = settings;
        this.request = request;
        this.session = session;
        this.landing = landing;
        this.own = own;
    }

    /** The run was told to stop. */
    void stopped(Optional<String> task) {
        Thread.interrupted(); // it has been heard
        if (settings.onStop() == StopAction.LEAVE) {
            task.ifPresent(name -> say("the export task " + name + " goes on: " + again()));
            return;
        }
        quietly(task, () -> giveUp(task));
    }

    /**
     * The run failed.
     *
     * @param late whether the task took too long, so that it is not worth waiting for
     */
    void failed(Optional<String> task, boolean late, Throwable failure) {
        quietly(task, () -> {
            Optional<ExportTask> known = task.isPresent() ? session.tasks().find(task.get()) : Optional.empty();
            boolean running = known.isPresent() && !TaskState.of(known.get()).ended();
            boolean complete = known.isPresent() && TaskState.of(known.get()) instanceof TaskState.Complete;
            boolean passing = failure instanceof ExportException exception
                    && exception.kind() == ExportException.Kind.UNAVAILABLE;
            if (running && !late) {
                say("the export task " + task.orElseThrow() + " goes on: " + again());
            } else if (complete && passing) {
                say("what the export task " + task.orElseThrow() + " wrote stays: " + again());
            } else {
                giveUp(task);
            }
        });
    }

    private boolean isToCancel() {
        return request.cancellation().isCancelled() && settings.onStop() == StopAction.CANCEL;
    }

    private void abandoned(String task) {
        quietly(Optional.of(task), () -> giveUp(Optional.of(task)));
    }

    /**
     * The export is closed: the objects are in their place, or the run failed or was told to stop.
     *
     * @param confirmed whether every object is there
     * @param damaged whether one of them is not what it must be, so that nobody can go on with them
     */
    void closing(String task, boolean confirmed, boolean damaged) {
        boolean interrupted = Thread.interrupted();
        if (confirmed && !landing.inPlace()) {
            quietly(Optional.of(task), () -> clear(task)); // the location has it now
        } else if (!confirmed && (damaged || isToCancel())) {
            abandoned(task);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private String again() {
        return "run again with --id " + request.id() + " to take it over";
    }

    private void giveUp(Optional<String> task) throws InterruptedException, IOException {
        boolean over = true;
        if (task.isPresent()) {
            over = cancel(task.get());
            if (own.isPresent()) {
                own.get().discard(task.get());
            }
        }
        if (!over) {
            say("the export task " + task.orElseThrow()
                    + " was cancelled and does not end; what it wrote stays until the"
                    + " next run at this location finds it");
            return;
        }
        if (!landing.inPlace() && task.isPresent()) {
            clear(task.get());
        }
        landing.release();
    }

    /** Cancel a task, and return whether it is over. */
    private boolean cancel(String task) throws InterruptedException {
        Optional<ExportTask> known = session.tasks().find(task);
        if (known.isEmpty() || TaskState.of(known.get()).ended()) {
            return true;
        }
        session.tasks().cancel(task);
        long deadline = System.nanoTime() + settings.stopTimeout().toNanos();
        Optional<ExportTask> ended =
                new TaskWatch(session.tasks(), request.listener(), settings.pollInterval()).end(task, deadline);
        ended.ifPresent(over -> say("the export task " + task + " was cancelled"));
        return ended.isPresent();
    }

    /** Delete what a task wrote to a place of our own, first what says that it is complete. */
    void clear(String task) throws InterruptedException {
        String prefix = landing.place().resolve(task).prefix();
        List<String> reports;
        try (Stream<Key> keys = session.store().list(prefix + "export_")) {
            reports = keys.map(Key::key).toList();
        }
        session.store().delete(reports);
        session.store().deleteAll(prefix);
    }

    private interface Action {
        void perform() throws InterruptedException, IOException;
    }

    private void quietly(Optional<String> task, Action action) {
        try {
            action.perform();
        } catch (IOException | ExportException e) {
            say(task.map(name -> "the export task " + name).orElse("what was begun") + " could not be cleared away: "
                    + e.getMessage() + "; " + again());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // somebody does not want to wait
            task.ifPresent(name -> say("the export task " + name + " may go on: " + again()));
        }
    }

    private void say(String message) {
        request.listener().warning(message);
    }
}
