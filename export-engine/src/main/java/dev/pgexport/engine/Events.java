package dev.pgexport.engine;

import dev.pgexport.engine.RunEvent.ExportDiscarded;
import dev.pgexport.engine.RunEvent.ExportLoaded;
import dev.pgexport.engine.RunEvent.ExportOpened;
import dev.pgexport.engine.RunEvent.ExportRestarted;
import dev.pgexport.engine.RunEvent.LeftoverRemoved;
import dev.pgexport.engine.RunEvent.ManifestWritten;
import dev.pgexport.engine.RunEvent.ObjectRepeated;
import dev.pgexport.engine.RunEvent.ObjectStarted;
import dev.pgexport.engine.RunEvent.ObjectStored;
import dev.pgexport.engine.RunEvent.PhaseProgress;
import dev.pgexport.engine.RunEvent.SourceChanged;
import dev.pgexport.engine.RunEvent.Warning;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what happens and passes it on to the run's listener. */
final class Events {
    private static final Logger LOG = LoggerFactory.getLogger(ExportRunner.class);

    private final RunListener listener;

    Events(RunListener listener) {
        this.listener = listener;
    }

    void publish(RunEvent event) {
        log(event);
        try {
            listener.on(event);
        } catch (RuntimeException e) {
            // A defect of a display must not cost an export.
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("event", event.getClass().getSimpleName())
                    .log("listener failed");
        }
    }

    private static void log(RunEvent event) {
        if (event instanceof ExportOpened opened) {
            LOG.atInfo()
                    .addKeyValue("database", opened.description().source().database())
                    .addKeyValue("tables", opened.description().tables().size())
                    .addKeyValue("estimatedBytes", opened.estimatedBytes())
                    .log("export opened");
        } else if (event instanceof SourceChanged changed) {
            LOG.atInfo().addKeyValue("why", changed.why()).log("an export is needed");
        } else if (event instanceof ObjectStarted started) {
            LOG.atDebug().addKeyValue("object", started.name()).log("object started");
        } else if (event instanceof ObjectStored stored) {
            LOG.atDebug()
                    .addKeyValue("object", stored.object().name())
                    .addKeyValue("bytes", stored.object().bytes())
                    .addKeyValue("milliseconds", stored.took().toMillis())
                    .log("object stored");
        } else if (event instanceof ObjectRepeated repeated) {
            LOG.atWarn()
                    .addKeyValue("object", repeated.name())
                    .addKeyValue("attempt", repeated.attempt())
                    .addKeyValue("failure", repeated.failure().getMessage())
                    .log("object repeated");
        } else if (event instanceof Warning warning) {
            LOG.atWarn().log(warning.message());
        } else if (event instanceof PhaseProgress progress) {
            LOG.atDebug()
                    .addKeyValue("phase", progress.phase())
                    .addKeyValue("fraction", progress.fraction())
                    .log("phase progressed");
        } else if (event instanceof ExportRestarted restarted) {
            LOG.atWarn()
                    .addKeyValue("failure", restarted.failure().getMessage())
                    .log("snapshot lost, export starts again");
        } else if (event instanceof ExportDiscarded discarded) {
            LOG.atInfo().addKeyValue("objects", discarded.objects()).log("export discarded");
        } else if (event instanceof LeftoverRemoved removed) {
            LOG.atInfo()
                    .addKeyValue("leftover", removed.leftover().id())
                    .addKeyValue("objects", removed.leftover().objects())
                    .addKeyValue("bytes", removed.leftover().bytes())
                    .log("leftover removed");
        } else if (event instanceof ExportLoaded loaded) {
            LOG.atInfo()
                    .addKeyValue("tables", loaded.manifest().tables().size())
                    .log("export loaded");
        } else if (event instanceof ManifestWritten written) {
            LOG.atInfo()
                    .addKeyValue("objects", written.manifest().objects().size())
                    .log("manifest written");
        }
    }
}
