package dev.pgexport.cli.doctor;

import dev.pgexport.api.Authentication;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.ExportListener;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.api.Finding;
import dev.pgexport.api.HandOff;
import dev.pgexport.api.Hold;
import dev.pgexport.api.Leftover;
import dev.pgexport.api.Selection;
import dev.pgexport.api.Sink;
import dev.pgexport.api.SourcePlugin;
import dev.pgexport.cli.command.Services;
import dev.pgexport.cli.configuration.Configuration;
import dev.pgexport.cli.configuration.ExportSettings;
import dev.pgexport.cli.location.ConfiguredAuthentication;
import dev.pgexport.cli.location.ConfiguredSink;
import dev.pgexport.cli.location.OpenAuthentication;
import dev.pgexport.cli.output.Amounts;
import dev.pgexport.engine.ConfiguredSource;
import dev.pgexport.engine.RunSettings;
import dev.pgexport.engine.settings.SettingProblems;
import dev.pgexport.engine.settings.SettingsBinder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Asks the source, the sink and the location how they stand. */
final class Diagnosis {
    private static final ExportId NO_EXPORT = new ExportId("doctor");

    private final Services services;

    Diagnosis(Services services) {
        this.services = services;
    }

    /**
     * Look at the source, and at the location when one is given.
     *
     * @throws ExportException of kind CONFIGURATION when a setting is wrong
     */
    void all(FindingReport report) throws InterruptedException {
        Configuration configuration = services.configuration();
        SettingProblems problems = configuration.problems();
        SettingsBinder binder = configuration.binder(problems);
        Optional<ExportSettings> export = binder.bind(ExportSettings.class);
        Optional<Selection> selection = binder.bind(Selection.class);
        Optional<RunSettings> run = binder.bind(RunSettings.class);
        Optional<ConfiguredSource<?>> source =
                export.flatMap(settings -> services.strategies().configure(settings.strategy(), problems));
        Optional<ConfiguredAuthentication<?>> authentication =
                services.authentications().configure(problems);
        boolean located = export.flatMap(ExportSettings::to).isPresent();
        Optional<ConfiguredSink<?>> sink = located
                ? export.flatMap(
                        settings -> services.locations().configure(settings.to(), settings.sinkType(), problems))
                : Optional.empty();
        problems.throwIfAny();
        try (OpenAuthentication open = OpenAuthentication.of(authentication, services.environment());
                SoughtSink sought = SoughtSink.of(sink)) {
            diagnose(
                            source.orElseThrow(),
                            request(
                                    selection.orElseThrow(),
                                    run.orElseThrow(),
                                    open.authentication(),
                                    sought.handOff(),
                                    report))
                    .forEach(report::add);
        }
        if (sink.isPresent()) {
            location(sink.get(), false, report);
        } else {
            report.add(Finding.warning("location", "none given", "give --to to have it looked at"));
        }
    }

    /**
     * Remove what dead runs left at the location and in scratch space.
     *
     * @throws ExportException of kind CONFIGURATION when a setting is wrong
     */
    void clean(FindingReport report) {
        location(services.locations().configure(Optional.empty()), true, report);
        SettingProblems problems = services.configuration().problems();
        Optional<RunSettings> run = services.configuration().binder(problems).bind(RunSettings.class);
        problems.throwIfAny();
        for (SourcePlugin<?> source : services.plugins().sources()) {
            clean(source, run.orElseThrow().effectiveScratch(), report);
        }
    }

    private static void clean(SourcePlugin<?> source, Path scratch, FindingReport report) {
        try {
            source.clean(scratch).forEach(removed -> report.add(Finding.ok("scratch", "removed " + removed)));
        } catch (IOException e) {
            report.add(Finding.failure(
                    "scratch", "cannot remove what " + source.name() + " left: " + e, "remove it by hand"));
        }
    }

    private static <C extends Record> List<Finding> diagnose(ConfiguredSource<C> source, ExportRequest request)
            throws InterruptedException {
        return source.plugin().diagnose(source.settings(), request);
    }

    private ExportRequest request(
            Selection selection,
            RunSettings run,
            Optional<Authentication> authentication,
            Optional<HandOff> handOff,
            FindingReport report) {
        ExportListener listener = new ExportListener() {
            @Override
            public void warning(String message) {
                report.add(new Finding(Finding.Status.WARNING, "source", message, Optional.empty()));
            }

            @Override
            public void progress(String phase, double fraction) {
                services.console().status(phase);
            }
        };
        return new ExportRequest(
                NO_EXPORT,
                selection,
                run.effectiveJobs(Runtime.getRuntime().availableProcessors()),
                run.effectiveScratch(),
                services.environment().variables(),
                authentication,
                handOff,
                services.cancellation(),
                listener);
    }

    /** What another service may still be writing is nobody's leftover yet, though its run may be dead. */
    private static void holds(Sink sink, FindingReport report) throws IOException {
        Optional<HandOff> handOff = sink.handOff();
        if (handOff.isPresent()) {
            for (Hold hold : handOff.get().holds()) {
                report.add(Finding.ok(
                        "holds",
                        hold.id() + " is held until " + hold.until()
                                + ": another service writes it, and nothing of it is removed before"));
            }
        }
    }

    private void location(ConfiguredSink<?> configured, boolean clean, FindingReport report) {
        configured.diagnose().forEach(report::add);
        try (Sink sink = configured.open()) {
            holds(sink, report);
            List<Leftover> leftovers = sink.leftovers();
            if (leftovers.isEmpty()) {
                report.add(Finding.ok("leftovers", "dead runs left nothing"));
            }
            for (Leftover leftover : leftovers) {
                String what = leftover.id() + ", " + Amounts.count(leftover.objects(), "object") + ", "
                        + Amounts.bytes(leftover.bytes());
                if (clean) {
                    sink.remove(leftover);
                    report.add(Finding.ok("leftovers", "removed " + what));
                } else {
                    report.add(Finding.warning(
                            "leftovers",
                            "a dead run left " + what,
                            "the next run at this location removes it, or pgexport doctor --clean now"));
                }
            }
        } catch (ExportException e) {
            report.add(Finding.failure(
                    "leftovers", String.valueOf(e.getMessage()), e.advice().orElse("see the lines above")));
        } catch (IOException e) {
            report.add(Finding.failure("leftovers", "cannot look: " + e, "see the lines above"));
        }
    }
}
