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
import dev.pgexport.cli.outcome.Ending;
import dev.pgexport.cli.outcome.Ending.Busy;
import dev.pgexport.cli.outcome.Ending.Completed;
import dev.pgexport.cli.outcome.Ending.MadeBefore;
import dev.pgexport.engine.ExportRunner;
import dev.pgexport.engine.RunProgress;
import dev.pgexport.engine.RunRequest;
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
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Option(names = "--json", description = "Write the result as one JSON object.")
    private boolean json;

    @Override
    public Set<Topic> topics() {
        return EnumSet.allOf(Topic.class);
    }

    @Override
    public int run(Services services) throws InterruptedException {
        RunTelling telling = new RunTelling(services, json);
        try {
            RunPlan plan = RunPlan.of(services);
            telling.planned(plan);
            warnOfIdleFlags(services, plan);
            telling.succeeded(perform(services, plan, telling));
            return ExitCode.DONE.number();
        } catch (Throwable e) {
            telling.failed(e, Optional.empty());
            throw e;
        }
    }

    private static void warnOfIdleFlags(Services services, RunPlan plan) {
        List<String> idle =
                services.strategies().flagsWithoutEffect(plan.source().strategy());
        idle.forEach(flag ->
                LOG.warn("{} has no effect on strategy {}", flag, plan.source().strategy()));
        services.authentications().flagsWithoutEffect().forEach(LOG::warn);
    }

    private static Ending perform(Services services, RunPlan plan, RunTelling telling) throws InterruptedException {
        RunProgress progress = new RunProgress();
        try (TimeLimit limit = TimeLimit.start(plan.limits().timeout(), services.cancellation());
                OpenAuthentication authentication =
                        OpenAuthentication.of(plan.authentication(), services.environment());
                Sink sink = plan.sink().open();
                ProgressDisplay display = ProgressDisplay.start(services.console(), plan.output(), progress)) {
            RunRequest request = new RunRequest(
                            plan.id(),
                            plan.source(),
                            sink,
                            plan.selection(),
                            plan.run(),
                            services.environment().variables(),
                            authentication.authentication(),
                            Version.number(),
                            services.cancellation(),
                            telling.watch().before(display),
                            progress)
                    .withStart(plan.conditions());
            try {
                Ending ending = export(services.runner(), request, plan.start().whenRunning(), limit);
                telling.record(ending, sink);
                return ending;
            } catch (Throwable e) {
                telling.failed(e, Optional.of(sink)); // while the location is open
                throw e;
            }
        }
    }

    private static Ending export(ExportRunner runner, RunRequest request, WhenRunning whenRunning, TimeLimit limit)
            throws InterruptedException {
        try {
            Ending ending = Ending.of(runner.run(request));
            if (ending instanceof Completed || ending instanceof MadeBefore) {
                LatestExport.point(request.sink(), ending.export().orElseThrow());
            }
            return ending;
        } catch (ExportException e) {
            if (e.kind() != Kind.BUSY || whenRunning != WhenRunning.SKIP) {
                throw e;
            }
            LOG.info("nothing to do: {}", e.getMessage());
            return new Busy(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Optional<DidNotFitException> passed = limit.passed(e);
            if (passed.isPresent()) {
                throw passed.get();
            }
            throw e;
        }
    }
}
