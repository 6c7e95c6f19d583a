package dev.pgexport.cli.verify;

import dev.pgexport.cli.command.Command;
import dev.pgexport.cli.command.Services;
import dev.pgexport.cli.configuration.OutputSettings;
import dev.pgexport.cli.configuration.SettingGroup.Topic;
import dev.pgexport.cli.failure.ExitCode;
import dev.pgexport.cli.location.OpenExport;
import dev.pgexport.engine.ConfiguredSource;
import dev.pgexport.engine.RunSettings;
import dev.pgexport.engine.settings.SettingProblems;
import dev.pgexport.engine.verify.Verifier;
import dev.pgexport.engine.verify.VerifyProgress;
import dev.pgexport.engine.verify.VerifyReport;
import dev.pgexport.engine.verify.VerifyRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks an export against its manifest. */
@picocli.CommandLine.Command(
        name = "verify",
        header = "Checks an export against its manifest.",
        description =
                "Checks an export against its manifest: that every object is there, with its size and SHA-256, and"
                        + " nothing else. Exit code 1 when it is not so.",
        footer = {
            "",
            "Examples",
            "  pgexport verify /var/exports/20261121T010203Z-app-copy-k3f9",
            "  pgexport verify --deep /var/exports",
            "      the newest export there: decodes every object and counts its rows"
        })
public final class VerifyCommand implements Command {
    @Parameters(
            arity = "0..1",
            paramLabel = "EXPORT",
            description = "The folder or prefix of an export, or a location; without it, the location of --to. Of a"
                    + " location it is the newest export, or the one of --id.")
    @Nullable private String export;

    @Option(
            names = "--deep",
            description = "Also decode every object and count its rows, and have pg_restore read archives.")
    private boolean deep;

    @Option(
            names = "--json",
            description = "Write the result as one JSON object a line: each difference, then the sum.")
    private boolean json;

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.LOCATION, Topic.SINK, Topic.RESOURCES, Topic.STRATEGY, Topic.OUTPUT);
    }

    @Override
    public int run(Services services) throws IOException, InterruptedException {
        RunSettings settings = services.configuration().bind(RunSettings.class);
        OutputSettings output = services.configuration().bind(OutputSettings.class);
        try (OpenExport opened = services.locations().open(Optional.ofNullable(export))) {
            VerifyProgress progress = new VerifyProgress();
            VerifyRequest request = new VerifyRequest(
                    opened.manifest(),
                    opened.sink(),
                    deep ? Optional.of(strategy(services, opened)) : Optional.empty(),
                    settings.effectiveJobs(Runtime.getRuntime().availableProcessors()),
                    settings.effectiveScratch(),
                    services.environment().variables(),
                    services.cancellation(),
                    progress);
            VerifyReport report = verify(services, output, request);
            services.console().result(VerifyResult.of(opened.name(), report, json));
            return report.passed() ? ExitCode.DONE.number() : ExitCode.CHECKS_FAILED.number();
        }
    }

    @SuppressWarnings("try") // the display works by being open
    private static VerifyReport verify(Services services, OutputSettings output, VerifyRequest request)
            throws InterruptedException {
        try (VerifyDisplay display =
                VerifyDisplay.start(services.console(), output, request.manifest(), request.progress())) {
            return new Verifier().verify(request);
        }
    }

    private static ConfiguredSource<?> strategy(Services services, OpenExport opened) {
        SettingProblems problems = services.configuration().problems();
        Optional<ConfiguredSource<?>> source =
                services.strategies().configure(opened.manifest().strategy(), problems);
        problems.throwIfAny();
        return source.orElseThrow();
    }
}
