package dev.pgexport.engine;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.Leftover;
import dev.pgexport.api.Sink;
import dev.pgexport.api.SourceState;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.engine.RunEvent.ExportDiscarded;
import dev.pgexport.engine.RunEvent.ExportLoaded;
import dev.pgexport.engine.RunEvent.ExportRestarted;
import dev.pgexport.engine.RunEvent.LeftoverRemoved;
import dev.pgexport.engine.RunEvent.ManifestWritten;
import dev.pgexport.engine.RunEvent.Warning;
import dev.pgexport.engine.RunResult.AlreadyDone;
import dev.pgexport.engine.RunResult.Loaded;
import dev.pgexport.engine.RunResult.Unchanged;
import dev.pgexport.engine.internal.Interruption;
import dev.pgexport.engine.manifest.ManifestJson;
import java.time.Clock;
import java.util.Optional;

/** One run from its start to its end: the claim, the sweep, one attempt or two, and what is left when they fail. */
final class Run {
    private final RunRequest request;
    private final Interruption interruption;
    private final Events events;
    private final Storage storage;
    private final ExportAttempt attempt;
    private final UnchangedExport unchanged;
    private boolean attemptFailed;

    Run(
            RunRequest request,
            Clock clock,
            int processors,
            Backoff backoff,
            ManifestJson json,
            Interruption interruption) {
        this.request = request;
        this.interruption = interruption;
        this.events = new Events(request.listener());
        this.storage = Storage.of(request, processors, json);
        this.attempt = new ExportAttempt(request, storage, events, clock, processors, backoff);
        this.unchanged = new UnchangedExport(request, json, events);
    }

    RunResult perform() throws InterruptedException {
        stopWhenCancelled();
        try {
            Optional<Manifest> earlier = earlier();
            if (earlier.isPresent()) {
                return new AlreadyDone(earlier.get());
            }
            Optional<Manifest> unchanged = request.start().looks() ? look() : Optional.empty();
            return unchanged.isPresent() ? new Unchanged(unchanged.get()) : claimed();
        } catch (InterruptedException | RuntimeException | Error e) {
            if (!attemptFailed && request.cancellation().isCancelled()) {
                throw stopped(e);
            }
            throw e;
        }
    }

    @SuppressWarnings("try") // the claim works by being open
    private RunResult claimed() throws InterruptedException {
        sweep();
        try (Sink.Claim claim = storage.claim()) {
            Optional<Manifest> earlier = earlier(); // of a run that ended between the look and the claim
            if (earlier.isPresent()) {
                return new AlreadyDone(earlier.get());
            }
            refuseHeld();
            discardOrThrow();
            RunResult result = export();
            events.publish(
                    result instanceof Loaded
                            ? new ExportLoaded(result.manifest())
                            : new ManifestWritten(result.manifest()));
            release();
            return result;
        }
    }

    /** Look, before anything is written, whether there is anything to do. */
    private Optional<Manifest> look() throws InterruptedException {
        Optional<SourceState> state = attempt.look();
        if (request.start().skipUnchanged() && state.isEmpty()) {
            throw new ExportException(
                            Kind.CONFIGURATION,
                            "strategy " + request.source().strategy() + " cannot tell whether its source has changed")
                    .withAdvice("leave out --skip-unchanged, or use the strategy copy or pgdump");
        }
        if (request.start().task().isPresent()
                && state.filter(SourceState::busy).isPresent()) {
            throw new ExportException(
                            Kind.BUSY, "another run of this task is exporting to this location from the same database")
                    .withAdvice("wait for it to end");
        }
        return request.start().skipUnchanged() ? state.flatMap(unchanged::find) : Optional.empty();
    }

    private Optional<Manifest> earlier() {
        Optional<Manifest> earlier = storage.manifest();
        earlier.ifPresent(manifest -> {
            boolean same = manifest.strategy().equals(request.source().strategy())
                    && manifest.settings().equals(request.source().recordedSettings());
            if (!same) {
                throw new ExportException(
                                Kind.CONFLICT,
                                "export " + request.id() + " exists, made by strategy " + manifest.strategy()
                                        + " with other settings")
                        .withAdvice("perhaps choose another id, or leave it out to get a new one");
            }
        });
        return earlier;
    }

    /** Leave alone what another service writes for an earlier run, unless this one goes on with it. */
    private void refuseHeld() {
        if (!resumes() && storage.held()) {
            throw new ExportException(
                            Kind.CONFLICT,
                            "another service may be writing export " + request.id()
                                    + " for an earlier run, and strategy "
                                    + request.source().strategy() + " cannot go on with it")
                    .withAdvice("perhaps choose another id, or leave it out to get a new one");
        }
    }

    private boolean resumes() {
        return request.source().plugin().resumes();
    }

    /** The export is complete: a hold that cannot be released ends by itself. */
    private void release() {
        try {
            if (resumes()) {
                storage.release();
            }
        } catch (ExportException e) {
            events.publish(
                    new Warning("the hold of " + request.id() + " stays until its time is over: " + e.getMessage()));
        }
    }

    /** Remove what dead runs left. That of others is no reason to fail. */
    private void sweep() {
        try {
            for (Leftover leftover : storage.leftovers()) {
                storage.remove(leftover);
                events.publish(new LeftoverRemoved(leftover));
            }
        } catch (ExportException e) {
            events.publish(new Warning("what a dead run left stays: " + e.getMessage()));
        }
    }

    private RunResult export() throws InterruptedException {
        try {
            return attemptOrDiscard(false);
        } catch (ExportException lost) {
            if (lost.kind() != Kind.EXPORT_LOST) {
                throw lost;
            }
            stopWhenCancelled();
            attemptFailed = false;
            events.publish(new ExportRestarted(lost));
            try {
                discardOrThrow();
                return attemptOrDiscard(true);
            } catch (InterruptedException | RuntimeException | Error e) {
                e.addSuppressed(lost);
                throw e;
            }
        }
    }

    private RunResult attemptOrDiscard(boolean again) throws InterruptedException {
        try {
            return attempt.perform(again);
        } catch (InterruptedException | RuntimeException | Error e) {
            boolean stopped = request.cancellation().isCancelled();
            attemptFailed = true;
            boolean another = e instanceof ExportException failure && isAnothers(failure.kind());
            if (!another) {
                interruption.shield(() -> discard(e));
            }
            if (stopped) {
                throw stopped(e);
            }
            throw e;
        }
    }

    private static boolean isAnothers(Kind kind) {
        return kind == Kind.CONFLICT || kind == Kind.BUSY;
    }

    private void discard(Throwable failure) throws InterruptedException {
        if (mayBeHeld(failure)) {
            events.publish(new Warning("what another service writes for export " + request.id()
                    + " stays, for the next run of this id to go on with"));
            return;
        }
        Discarding.Outcome outcome = storage.discard();
        events.publish(new ExportDiscarded(outcome.deleted()));
        outcome.failure().ifPresent(stays -> {
            failure.addSuppressed(stays);
            events.publish(new Warning("objects of the failed export " + request.id()
                    + " stay until the next run at this location: " + stays.getMessage()));
        });
    }

    /** Whoever cannot be asked may hold it. */
    private boolean mayBeHeld(Throwable failure) {
        try {
            return resumes() && storage.held();
        } catch (ExportException e) {
            failure.addSuppressed(e);
            return true;
        }
    }

    private void discardOrThrow() throws InterruptedException {
        if (resumes() && storage.held()) {
            return;
        }
        storage.discard().failure().ifPresent(failure -> {
            throw failure;
        });
    }

    private void stopWhenCancelled() throws InterruptedException {
        Optional<String> reason = request.cancellation().reason();
        if (reason.isPresent()) {
            throw new InterruptedException("cancelled: " + reason.get());
        }
    }

    /** Return what a cancelled run throws: whatever it failed with says no more than that it was stopped. */
    private InterruptedException stopped(Throwable failure) {
        InterruptedException stopped = new InterruptedException(
                "cancelled: " + request.cancellation().reason().orElse("no reason"));
        stopped.addSuppressed(failure);
        return stopped;
    }
}
