package dev.pgexport.cli.run;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.Selection;
import dev.pgexport.cli.command.Services;
import dev.pgexport.cli.configuration.Configuration;
import dev.pgexport.cli.configuration.ExportSettings;
import dev.pgexport.cli.configuration.OutputSettings;
import dev.pgexport.cli.configuration.RunLimits;
import dev.pgexport.cli.configuration.StartSettings;
import dev.pgexport.cli.configuration.WhenRunning;
import dev.pgexport.cli.location.ConfiguredAuthentication;
import dev.pgexport.cli.location.ConfiguredSink;
import dev.pgexport.cli.location.Locations;
import dev.pgexport.engine.ConfiguredSource;
import dev.pgexport.engine.RunSettings;
import dev.pgexport.engine.RunStart;
import dev.pgexport.engine.settings.SettingProblems;
import dev.pgexport.engine.settings.SettingsBinder;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything a run was told.
 *
 * @param id the export's id
 * @param source the strategy
 * @param authentication who vouches for us to the database; empty for libpq's own ways
 * @param sink the location
 * @param selection which objects of the database
 * @param run how to run
 * @param limits what it may take
 * @param start what to do when there may be nothing to do
 * @param output what to write
 */
record RunPlan(
        ExportId id,
        ConfiguredSource<?> source,
        Optional<ConfiguredAuthentication<?>> authentication,
        ConfiguredSink<?> sink,
        Selection selection,
        RunSettings run,
        RunLimits limits,
        StartSettings start,
        OutputSettings output) {

    /**
     * Read all settings.
     *
     * @throws ExportException of kind CONFIGURATION that says all that is wrong with them
     */
    static RunPlan of(Services services) {
        Configuration configuration = services.configuration();
        SettingProblems problems = configuration.problems();
        SettingsBinder binder = configuration.binder(problems);
        Optional<ExportSettings> export = binder.bind(ExportSettings.class);
        Optional<Selection> selection = binder.bind(Selection.class);
        Optional<RunSettings> run = binder.bind(RunSettings.class);
        Optional<RunLimits> limits = binder.bind(RunLimits.class);
        Optional<StartSettings> start = binder.bind(StartSettings.class);
        Optional<OutputSettings> output = binder.bind(OutputSettings.class);
        Optional<ConfiguredSource<?>> source =
                export.flatMap(settings -> services.strategies().configure(settings.strategy(), problems));
        Optional<ConfiguredAuthentication<?>> authentication =
                services.authentications().configure(problems);
        Optional<ConfiguredSink<?>> sink = export.flatMap(
                settings -> services.locations().configure(settings.to(), settings.sinkType(), problems));
        var unused = TellingSettings.of(binder); // for its problems alone
        problems.throwIfAny();
        String strategy = export.orElseThrow().strategy();
        ExportId id = Locations.id(export.orElseThrow().id())
                .orElseGet(() -> ExportId.create(
                        Instant.now(),
                        DatabaseName.of(configuration, services.environment().variables()),
                        strategy,
                        new SecureRandom()));
        return new RunPlan(
                id,
                source.orElseThrow(),
                authentication,
                sink.orElseThrow(),
                selection.orElseThrow(),
                run.orElseThrow(),
                limits.orElseThrow(),
                start.orElseThrow(),
                output.orElseThrow());
    }

    /** Return when there is nothing to do. A task is what a scheduler starts over and over: everything but the id. */
    RunStart conditions() {
        Optional<String> task = start.whenRunning() == WhenRunning.BESIDE
                ? Optional.empty()
                : Optional.of(
                        sink.location() + "\n" + source.strategy() + "\n" + new TreeMap<>(source.recordedSettings()));
        return new RunStart(task, start.skipUnchanged());
    }
}
