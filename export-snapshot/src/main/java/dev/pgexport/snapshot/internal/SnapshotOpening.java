package dev.pgexport.snapshot.internal;

import dev.pgexport.api.Export;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.snapshot.SnapshotSettings;
import dev.pgexport.snapshot.internal.plan.RdsIdentifier;
import dev.pgexport.snapshot.internal.plan.SourceChoice;
import dev.pgexport.snapshot.internal.rds.TaskWatch;
import dev.pgexport.snapshot.internal.storage.Landing;
import dev.pgexport.snapshot.internal.storage.Landings;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.ExportTask;

/** Has RDS export, waits until it has, and finds out whether it did. */
public final class SnapshotOpening {
    /** How much longer than the task what it writes is left alone, for clocks that differ and for runs that start late. */
    private static final Duration GRACE = Duration.ofHours(1);

    /** How long the objects that RDS has written are left alone until the export has them. */
    private static final Duration ADOPTION = Duration.ofHours(12);

    private final SnapshotSettings settings;
    private final ExportRequest request;
    private final Session session;
    private final Plan plan;
    private final Landing landing;
    private final Optional<OwnSnapshots> own;
    private final Attempts attempts;
    private final Retreat retreat;

    private SnapshotOpening(
            SnapshotSettings settings, ExportRequest request, Session session, Plan plan, Landing landing) {
        this.settings = settings;
        this.request = request;
        this.session = session;
        this.plan = plan;
        this.landing = landing;
        this.own = plan.source() instanceof SourceChoice.Create create
                ? Optional.of(new OwnSnapshots(
                        session.origins().snapshots(create.cluster()),
                        create,
                        request.id(),
                        request.listener(),
                        settings.task().pollInterval(),
                        settings.source().keep()))
                : Optional.empty();
        this.attempts = new Attempts(
                plan,
                session,
                landing,
                RdsIdentifier.of(request.id(), landing.place().toString()),
                own,
                settings.task(),
                request.listener());
        this.retreat = new Retreat(settings.task(), request, session, landing, own);
    }

    public static Export open(SnapshotSettings settings, ExportRequest request) throws InterruptedException {
        Plan plan = Plan.of(settings, request);
        Landing landing = Landings.of(settings.task().staging(), request.handOff(), request.id());
        landing.place().requireFit();
        Session session = Session.open(settings, landing.place().bucket());
        try {
            return new SnapshotOpening(settings, request, session, plan, landing).open();
        } catch (InterruptedException | RuntimeException | Error e) {
            session.close();
            throw e;
        }
    }

    private Export open() throws InterruptedException {
        Duration atMost = settings.task().maxDuration();
        long deadline = System.nanoTime() + atMost.toNanos();
        hold(atMost.plus(GRACE));
        try {
            String task = attempts.obtain(deadline);
            ExportTask complete = new TaskWatch(
                            session.tasks(), request.listener(), settings.task().pollInterval())
                    .await(task, deadline);
            hold(ADOPTION);
            Completed completed = new Completion(plan, session, landing, request.listener()).read(complete);
            if (own.isPresent()) {
                own.get().discard(task);
            }
            return new SnapshotExport(completed, session, landing, retreat);
        } catch (InterruptedException e) {
            retreat.stopped(attempts.current());
            throw e;
        } catch (RuntimeException | Error e) {
            retreat.failed(attempts.current(), System.nanoTime() >= deadline, e);
            throw e;
        }
    }

    private void hold(Duration time) {
        try {
            landing.hold(time);
        } catch (IOException e) {
            throw new ExportException(Kind.UNAVAILABLE, "cannot keep others away from what RDS writes", e);
        }
    }
}
