package dev.pgexport.cli.run;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.Sink;
import dev.pgexport.cli.command.Command;
import dev.pgexport.cli.command.Services;
import dev.pgexport.cli.command.Version;
import dev.pgexport.cli.configuration.SettingGroup.Topic;
import dev.pgexport.cli.configuration.WhenRunning;
import dev.pgexport.cli.failure.DidNotFitException;
import dev.pgexport.cli.failure.ExitCode;
import dev.pgexport.cli.location.OpenAuthentication;
import dev.pgexport.engine.RunProgress;
import dev.pgexport.engine.RunRequest;
import dev.pgexport.engine.RunResult;
import dev.pgexport.engine.RunResult.Loaded;
import dev.pgexport.engine.RunResult.Unchanged;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** Makes an export. */
@picocli.CommandLine.Command(
        name = "run",
        header = "Makes an export.",
        description = "Makes an export: a consistent copy of a database, complete or not at all.",
        footer = {
            "",
            "Examples",
            "  pgexport run --from postgresql://reader@db/app --to /var/exports",
            "      the whole database, by the strategy copy",
            "  pgexport run --strategy pgdump --from postgresql://reader@db/app --to /var/exports",
            "      the same, for pg_restore",
            "  pgexport run --from 'host=db dbname=app' --to /var/exports -t 're_*' -T 're_tmp*'",
            "      some tables only",
            "  pgexport run --from 'host=db dbname=app' --to s3://bucket/exports",
            "      to Amazon S3, straight from memory",
            "  pgexport run --from postgresql://reader@db/app --to postgresql://owner@other/copy",
            "      into an empty database, with nothing stored",
            "  pgexport run --id nightly-2026-11-21 --to /var/exports --quiet",
            "      as a scheduler would: a second start finds the work done",
            "",
            "The name of the export is written to standard output, everything else to standard error. Every setting can"
                    + " also be a variable (--copy-format: PGEXPORT_COPY_FORMAT) or be in pgexport.yaml (copy.format)."
        })
public final class RunCommand implements Command {
    @Option(names = "--json", description = "Write the result as one JSON object.")
    private boolean json;

    @Override
    public Set<Topic> topics() {
        return EnumSet.allOf(Topic.class);
    }

    @Override
    public int run(Services services) throws InterruptedException {
        RunPlan plan = RunPlan.of(services);
        Logger log = LoggerFactory.getLogger(RunCommand.class);
        List<String> idle =
                services.strategies().flagsWithoutEffect(plan.source().strategy());
        idle.forEach(flag ->
                log.warn("{} has no effect on strategy {}", flag, plan.source().strategy()));
        services.authentications().flagsWithoutEffect().forEach(log::warn);
        RunReport report = new RunReport(services.console(), plan, json);
        try {
            report.report(inTime(services, plan));
        } catch (ExportException e) {
            if (e.kind() != Kind.BUSY || plan.start().whenRunning() != WhenRunning.SKIP) {
                throw e;
            }
            report.skipped(e);
        }
        return ExitCode.DONE.number();
    }

    private static RunResult inTime(Services services, RunPlan plan) throws InterruptedException {
        Optional<Duration> longest = plan.limits().timeout();
        if (longest.isEmpty()) {
            return perform(services, plan);
        }
        try (TimeLimit limit = TimeLimit.start(longest.get(), services.cancellation())) {
            return performWithin(limit, services, plan);
        }
    }

    private static RunResult performWithin(TimeLimit limit, Services services, RunPlan plan)
            throws InterruptedException {
        try {
            return perform(services, plan);
        } catch (InterruptedException e) {
            Optional<DidNotFitException> passed = limit.passed(e);
            if (passed.isPresent()) {
                throw passed.get();
            }
            throw e;
        }
    }

    private static RunResult perform(Services services, RunPlan plan) throws InterruptedException {
        RunProgress progress = new RunProgress();
        try (OpenAuthentication authentication = OpenAuthentication.of(plan.authentication(), services.environment());
                Sink sink = plan.sink().open();
                ProgressDisplay display = ProgressDisplay.start(services.console(), plan.output(), progress)) {
            RunResult result = services.runner()
                    .run(new RunRequest(
                                    plan.id(),
                                    plan.source(),
                                    sink,
                                    plan.selection(),
                                    plan.run(),
                                    services.environment().variables(),
                                    authentication.authentication(),
                                    Version.number(),
                                    services.cancellation(),
                                    display,
                                    progress)
                            .withStart(plan.conditions()));
            if (!(result instanceof Unchanged) && !(result instanceof Loaded)) {
                LatestExport.point(sink, result.manifest());
            }
            return result;
        }
    }
}
