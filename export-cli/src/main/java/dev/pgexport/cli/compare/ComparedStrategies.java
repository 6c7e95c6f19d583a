package dev.pgexport.cli.compare;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.ExportListener;
import dev.pgexport.api.Selection;
import dev.pgexport.api.Sink;
import dev.pgexport.cli.command.Services;
import dev.pgexport.cli.command.Version;
import dev.pgexport.cli.configuration.ExportSettings;
import dev.pgexport.cli.configuration.OutputSettings;
import dev.pgexport.cli.location.ConfiguredSink;
import dev.pgexport.cli.location.LocationUri;
import dev.pgexport.cli.location.OpenAuthentication;
import dev.pgexport.cli.run.DatabaseName;
import dev.pgexport.cli.run.LatestExport;
import dev.pgexport.cli.run.ProgressDisplay;
import dev.pgexport.compare.StrategyStatistics;
import dev.pgexport.compare.strategy.MeasuredExport;
import dev.pgexport.compare.strategy.StrategyRuns;
import dev.pgexport.engine.ConfiguredSource;
import dev.pgexport.engine.RunProgress;
import dev.pgexport.engine.RunRequest;
import dev.pgexport.engine.RunSettings;
import dev.pgexport.engine.settings.SettingProblems;
import dev.pgexport.engine.settings.SettingValue;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exports that are made to be compared, one by each strategy, and what each took. */
final class ComparedStrategies {
    private static final Logger LOG = LoggerFactory.getLogger(ComparedStrategies.class);

    private final Services services;
    private final Selection selection;
    private final ConfiguredSink<?> location;
    private final Map<String, StrategyStatistics> made = new LinkedHashMap<>();

    private ComparedStrategies(Services services, Selection selection, ConfiguredSink<?> location) {
        this.services = services;
        this.selection = selection;
        this.location = location;
    }

    /**
     * Make the exports.
     *
     * @return what each took, by the name that a command takes for it, in the order of the strategies
     * @throws ExportException when one cannot be made; those before it stay
     */
    static Map<String, StrategyStatistics> make(Services services, List<String> strategies, Selection selection)
            throws InterruptedException {
        SettingProblems problems = services.configuration().problems();
        List<ConfiguredSource<?>> sources = new ArrayList<>();
        strategies.forEach(
                name -> services.strategies().configure(name, problems).ifPresent(sources::add));
        var authentication = services.authentications().configure(problems);
        problems.throwIfAny();
        if (services.configuration().bind(ExportSettings.class).id().isPresent()) {
            throw new ExportException(Kind.CONFIGURATION, "--id names one export, and --strategies makes several")
                    .withAdvice("leave out --id: each gets one of its own");
        }
        ComparedStrategies compared =
                new ComparedStrategies(services, selection, services.locations().configure(Optional.empty()));
        try (OpenAuthentication open = OpenAuthentication.of(authentication, services.environment());
                Sink sink = compared.location.openStored();
                StrategyRuns runs = compared.open(sources, open)) {
            for (ConfiguredSource<?> source : sources) {
                compared.make(runs, source, sink, open);
            }
        }
        return compared.made;
    }

    private StrategyRuns open(List<ConfiguredSource<?>> sources, OpenAuthentication authentication)
            throws InterruptedException {
        if (sources.stream().noneMatch(source -> source.plugin().readsSharedSnapshots())) {
            return StrategyRuns.apart();
        }
        return StrategyRuns.open(
                services.configuration().value("from").map(SettingValue::text),
                services.environment().variables(),
                authentication.authentication(),
                selection,
                services.cancellation(),
                new ExportListener() {
                    @Override
                    public void warning(String message) {
                        LOG.warn("{}", message);
                    }

                    @Override
                    public void progress(String phase, double fraction) {
                        services.console().status(phase);
                    }
                });
    }

    private void make(StrategyRuns runs, ConfiguredSource<?> source, Sink sink, OpenAuthentication authentication)
            throws InterruptedException {
        RunProgress progress = new RunProgress();
        OutputSettings output = services.configuration().bind(OutputSettings.class);
        MeasuredExport export;
        try (ProgressDisplay display = ProgressDisplay.start(services.console(), output, progress)) {
            export = runs.run(
                    services.runner(),
                    new RunRequest(
                            id(source),
                            source,
                            sink,
                            selection,
                            services.configuration().bind(RunSettings.class),
                            services.environment().variables(),
                            authentication.authentication(),
                            Version.number(),
                            services.cancellation(),
                            display,
                            progress));
        }
        LatestExport.point(sink, export.manifest());
        String name = LocationUri.shown(
                location.location().resolve(export.manifest().id().value()));
        services.console().message("made " + name);
        made.put(name, export.statistics());
    }

    private ExportId id(ConfiguredSource<?> source) {
        return ExportId.create(
                Instant.now(),
                DatabaseName.of(services.configuration(), services.environment().variables()),
                source.strategy(),
                new SecureRandom());
    }
}
