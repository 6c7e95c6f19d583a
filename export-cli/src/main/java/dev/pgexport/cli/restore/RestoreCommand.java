package dev.pgexport.cli.restore;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.cli.command.Command;
import dev.pgexport.cli.command.Services;
import dev.pgexport.cli.compare.RestoredExport;
import dev.pgexport.cli.configuration.OutputSettings;
import dev.pgexport.cli.configuration.SettingGroup.Topic;
import dev.pgexport.cli.failure.ExitCode;
import dev.pgexport.cli.failure.Failure;
import dev.pgexport.cli.location.ConfiguredAuthentication;
import dev.pgexport.cli.location.Locations;
import dev.pgexport.cli.location.OpenAuthentication;
import dev.pgexport.cli.location.OpenExport;
import dev.pgexport.cli.plugin.Plugins;
import dev.pgexport.compare.TableComparison;
import dev.pgexport.engine.RunSettings;
import dev.pgexport.engine.settings.SettingProblems;
import dev.pgexport.restore.RestorableExport;
import dev.pgexport.restore.RestoreOptions;
import dev.pgexport.restore.RestoreOptions.Existing;
import dev.pgexport.restore.RestoreProgress;
import dev.pgexport.restore.RestoreRequest;
import dev.pgexport.restore.RestoreResult;
import dev.pgexport.restore.RestoreSettings;
import dev.pgexport.restore.Restorer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts an export back into a database. */
@picocli.CommandLine.Command(
        name = "restore",
        header = "Puts an export back into a database.",
        description = "Puts an export of any strategy back into a database: definitions, rows, sequences, large objects"
                + " and materialized views. Every object is compared with the manifest before what is in it is committed."
                + " Then the rows of the database are compared with the export's: exit code 1 when they differ.",
        footer = {
            "",
            "Examples",
            "  pgexport restore /var/exports/20261121T010203Z-app-copy-k3f9 --to postgresql://owner@db/app --create",
            "      everything, into a database that is created",
            "  pgexport restore s3://bucket/exports --to 'host=db dbname=app' --data-only -t 'public.moves'",
            "      the rows of one table of the newest export there, into the table that is there and empty",
            "",
            "A restore that was interrupted goes on when the same command is given again."
        })
public final class RestoreCommand implements Command {
    @Parameters(
            arity = "1",
            paramLabel = "EXPORT",
            description =
                    "The folder or prefix of an export, or a location: then its newest export, or the one of --id.")
    private String export = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "CONNECTION",
            description = "The database to restore into: a URI (postgresql://user@host:port/database) or keywords"
                    + " (host=... dbname=...) as libpq takes them; PG* variables, password file and service file work.")
    private String to = "";

    @Option(names = "--id", paramLabel = "ID", description = "Which export of the location.")
    @Nullable private String id;

    @Option(
            names = {"-t", "--table"},
            paramLabel = "PATTERN",
            description = "Restore only tables that match a psql pattern; may be given more than once. One without a"
                    + " schema matches in every schema.")
    private List<String> tables = List.of();

    @Option(
            names = "--schema-from",
            paramLabel = "EXPORT",
            description =
                    "Take the definitions from another export, as for one by the strategy snapshot, which has none.")
    @Nullable private String schemaFrom;

    @Option(names = "--data-only", description = "Fill tables that are there, and that must be empty.")
    private boolean dataOnly;

    @Option(names = "--truncate", description = "Empty tables that are there, and fill them: implies --data-only.")
    private boolean truncate;

    @Option(names = "--create", description = "Create the database when there is none of that name.")
    private boolean create;

    @Option(names = "--no-owner", description = "Let everything belong to the user that restores.")
    private boolean noOwner;

    @Option(names = "--no-privileges", description = "Grant and revoke nothing.")
    private boolean noPrivileges;

    @Option(
            names = "--stage",
            description =
                    "Put an archive of --pgdump-mode stream into scratch space first, so that --jobs can share it;"
                            + " without it pg_restore reads it as it comes, in one transaction.")
    private boolean stage;

    @Option(names = "--no-compare", description = "Do not compare the database with the export at the end.")
    private boolean noCompare;

    @Option(
            names = "--json",
            description = "Write the result as one JSON object a line: each difference, then the sum.")
    private boolean json;

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.AUTHENTICATION, Topic.SINK, Topic.RESOURCES, Topic.STRATEGY, Topic.OUTPUT);
    }

    @Override
    public int run(Services services) throws IOException, InterruptedException {
        SettingProblems problems = services.configuration().problems();
        Optional<ConfiguredAuthentication<?>> authentication =
                services.authentications().configure(problems);
        problems.throwIfAny();
        try (OpenExport opened = services.locations().open(export, Locations.id(Optional.ofNullable(id)));
                OtherExport definitions = OtherExport.open(services.locations(), Optional.ofNullable(schemaFrom));
                OpenAuthentication vouching = OpenAuthentication.of(authentication, services.environment())) {
            RestoreProgress progress = new RestoreProgress();
            RestoreRequest request = request(services, opened, definitions, vouching, progress);
            OutputSettings output = services.configuration().bind(OutputSettings.class);
            return restore(services, output, opened, request);
        }
    }

    private RestoreRequest request(
            Services services,
            OpenExport opened,
            OtherExport definitions,
            OpenAuthentication vouching,
            RestoreProgress progress) {
        RunSettings settings = services.configuration().bind(RunSettings.class);
        return new RestoreRequest(
                restorable(services.plugins(), opened),
                definitions.export().map(other -> restorable(services.plugins(), other)),
                to,
                vouching.authentication(),
                new RestoreOptions(tables, !noOwner, !noPrivileges, create, existing(), stage),
                services.configuration().bind(RestoreSettings.class),
                settings.effectiveJobs(Runtime.getRuntime().availableProcessors()),
                settings.effectiveScratch(),
                services.environment().variables(),
                services.cancellation(),
                progress);
    }

    private Existing existing() {
        if ((dataOnly || truncate) && schemaFrom != null) {
            throw new ExportException(
                    Kind.CONFIGURATION, "--schema-from cannot be used together with --data-only or --truncate");
        }
        if (truncate) {
            return Existing.TRUNCATE;
        }
        return dataOnly ? Existing.FILL : Existing.REFUSE;
    }

    private static RestorableExport restorable(Plugins plugins, OpenExport export) {
        return new RestorableExport(
                export.manifest(),
                export.sink()::open,
                export.manifest()
                        .reader()
                        .flatMap(name -> Plugins.find(plugins.readers(), reader -> reader.name(), name)));
    }

    @SuppressWarnings("try") // the display works by being open
    private int restore(Services services, OutputSettings output, OpenExport opened, RestoreRequest request)
            throws InterruptedException {
        Restorer restorer = new Restorer();
        RestoreResult result;
        Compared compared;
        try (RestoreDisplay display = RestoreDisplay.start(services.console(), output, request.progress())) {
            result = restorer.restore(request);
            compared = noCompare ? new Compared.Not() : compare(services, opened, result);
        }
        report(services, opened, result, compared);
        return compared instanceof Differences found && !found.different().isEmpty()
                ? ExitCode.CHECKS_FAILED.number()
                : ExitCode.DONE.number();
    }

    /** Whatever ends this must not hide that everything is restored. */
    private Compared compare(Services services, OpenExport opened, RestoreResult result) throws InterruptedException {
        try {
            List<TableComparison> tables = new RestoredExport(services, opened, to).compare(this.tables);
            return tables.isEmpty() ? new Compared.Not() : Differences.of(tables);
        } catch (ExportException e) {
            report(
                    services,
                    opened,
                    result,
                    new Compared.Unfinished(Failure.of(e).message()));
            throw restoredAllTheSame(e, opened);
        } catch (InterruptedException | RuntimeException | OutOfMemoryError e) {
            report(
                    services,
                    opened,
                    result,
                    new Compared.Unfinished(Failure.of(e).message()));
            throw e;
        }
    }

    private static ExportException restoredAllTheSame(ExportException failure, OpenExport opened) {
        String again = "the rows are there and need not be restored again: to compare them, give pgexport compare "
                + opened.name() + " and the database";
        return new ExportException(
                        failure.kind(),
                        "everything was restored and committed, but comparing the database with the export came to no"
                                + " end: " + failure.getMessage(),
                        failure)
                .withAdvice(
                        failure.advice().map(advice -> advice + "; " + again).orElse(again));
    }

    private void report(Services services, OpenExport opened, RestoreResult result, Compared compared) {
        services.console().result(RestoreReport.of(opened.name(), result, compared, json));
    }
}
