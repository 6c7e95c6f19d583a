package dev.pgexport.cli.run;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.Sink;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.SourceDescription;
import dev.pgexport.aws.event.EventBus;
import dev.pgexport.cli.audit.AuditRecord;
import dev.pgexport.cli.audit.AuditTrail;
import dev.pgexport.cli.command.Services;
import dev.pgexport.cli.configuration.Configuration;
import dev.pgexport.cli.failure.Failure;
import dev.pgexport.cli.location.LocationUri;
import dev.pgexport.cli.location.Locations;
import dev.pgexport.cli.metrics.EmbeddedMetrics;
import dev.pgexport.cli.metrics.MetricsFormat;
import dev.pgexport.cli.metrics.OpenMetricsFile;
import dev.pgexport.cli.outcome.Ending;
import dev.pgexport.cli.outcome.Ending.Failed;
import dev.pgexport.cli.outcome.Ending.Loaded;
import dev.pgexport.cli.outcome.RunOutcome;
import dev.pgexport.cli.output.JsonLine;
import dev.pgexport.engine.settings.SettingProblems;
import dev.pgexport.engine.settings.SettingValue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells everybody who is to hear of it how a run ended: once, and however it did. What cannot be told is a warning; it never
 * changes how the run ends.
 */
final class RunTelling {
    private static final Logger LOG = LoggerFactory.getLogger(RunTelling.class);

    private final Services services;
    private final boolean json;
    private final TellingSettings settings;
    private final RunWatch watch = new RunWatch();
    private final Instant started = Instant.now();
    private Optional<RunPlan> plan = Optional.empty();
    private Optional<ExportId> id;
    private boolean loads;
    private boolean told;

    /** @param json whether the result is one JSON object */
    RunTelling(Services services, boolean json) {
        this.services = services;
        this.json = json;
        // What is wrong with them is said together with what else is: by the plan.
        this.settings = TellingSettings.of(services.configuration().binder(new SettingProblems()));
        this.id = given(services.configuration());
        id.ifPresent(services.logContext()::export);
    }

    /** The id that a scheduler gives is known before anything can go wrong. */
    private static Optional<ExportId> given(Configuration configuration) {
        try {
            return Locations.id(configuration.value("id").map(SettingValue::text));
        } catch (ExportException e) {
            return Optional.empty(); // the plan will say so
        }
    }

    RunWatch watch() {
        return watch;
    }

    /** Say what was planned. */
    void planned(RunPlan planned) {
        plan = Optional.of(planned);
        id = Optional.of(planned.id());
        services.logContext().export(planned.id());
    }

    /** Keep a record of an export that this run made. */
    void record(Ending ending, Sink sink) {
        if (ending.made().isPresent()) {
            record(outcome(ending), sink);
        }
    }

    /** Tell how it ended well. */
    void succeeded(Ending ending) {
        told = true;
        RunOutcome outcome = outcome(ending);
        Map<String, Object> fields = outcome.fields();
        boolean emf = settings.metrics().format() == MetricsFormat.EMF;
        if (emf) {
            fields.putAll(EmbeddedMetrics.fields(outcome, settings.metrics()));
        }
        if (!json) {
            new RunReport(services.console(), plan.orElseThrow()).report(outcome);
        }
        if (json || emf) {
            services.console().result(JsonLine.of(fields));
        }
        writeFile(outcome);
        sendEvent(outcome);
    }

    /**
     * Tell how it failed, unless it was told before.
     *
     * @param sink the location, where it is open
     */
    void failed(Throwable thrown, Optional<Sink> sink) {
        if (told) {
            return;
        }
        told = true;
        loads = sink.flatMap(Sink::loading).isPresent();
        RunOutcome outcome = outcome(new Failed(Failure.of(thrown)));
        if (settings.metrics().format() == MetricsFormat.EMF) {
            Map<String, Object> fields = outcome.fields();
            fields.putAll(EmbeddedMetrics.fields(outcome, settings.metrics()));
            services.console().result(JsonLine.of(fields));
        }
        writeFile(outcome);
        sink.ifPresent(open -> record(outcome, open));
        sendEvent(outcome);
    }

    private RunOutcome outcome(Ending ending) {
        Optional<ExportId> about = ending.export().map(Manifest::id).or(() -> id);
        return new RunOutcome(
                about,
                plan.map(known -> LocationUri.shown(
                        ending instanceof Loaded || loads
                                ? known.sink().location()
                                : known.sink()
                                        .location()
                                        .resolve(about.orElse(known.id()).value()))),
                plan.map(known -> known.source().strategy()).or(() -> configured("strategy")),
                ending.export()
                        .map(manifest -> manifest.source().database())
                        .or(() -> watch.source().map(SourceDescription::database))
                        .or(() -> configured("snapshot.database"))
                        .orElseGet(() -> DatabaseName.of(
                                services.configuration(), services.environment().variables())),
                started,
                Instant.now(),
                watch.retries(),
                ending);
    }

    private Optional<String> configured(String key) {
        Configuration configuration = services.configuration();
        return configuration.value(key).map(SettingValue::text);
    }

    private void writeFile(RunOutcome outcome) {
        settings.metrics().file().ifPresent(file -> {
            Path path = services.environment().workingDirectory().resolve(file);
            try {
                new OpenMetricsFile(path).write(outcome);
            } catch (IOException | RuntimeException e) {
                LOG.atWarn().addKeyValue("failure", e).log("metrics were not written to {}", path);
            }
        });
    }

    private void record(RunOutcome outcome, Sink sink) {
        if (!settings.audit().audit()) {
            return;
        }
        if (sink.loading().isPresent()) {
            LOG.warn("no audit record was kept of this run: a database that is loaded holds none");
            return;
        }
        try {
            new AuditTrail(sink)
                    .add(plan.orElseThrow().id(), outcome.started(), AuditRecord.of(outcome, watch.source(), services));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("no audit record was kept of this run: interrupted");
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("failure", e.getMessage()).log("no audit record was kept of this run");
        }
    }

    private void sendEvent(RunOutcome outcome) {
        settings.events().bus().ifPresent(name -> {
            String type = "pgexport export " + eventType(outcome.ending());
            try (EventBus bus = EventBus.open(settings.events().aws(), name)) {
                bus.send(type, JsonLine.of(outcome.fields()));
            } catch (ExportException e) {
                LOG.atWarn().addKeyValue("failure", e.getMessage()).log("no event was sent of how this run ended");
            } catch (RuntimeException e) {
                LOG.atWarn().setCause(e).log("no event was sent of how this run ended");
            }
        });
    }

    private static String eventType(Ending ending) {
        if (ending instanceof Failed) {
            return "failed";
        }
        return ending.export().isPresent() ? "completed" : "skipped";
    }
}
