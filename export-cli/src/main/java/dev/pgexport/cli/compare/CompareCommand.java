package dev.pgexport.cli.compare;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.Selection;
import dev.pgexport.cli.command.Command;
import dev.pgexport.cli.command.Services;
import dev.pgexport.cli.configuration.OutputSettings;
import dev.pgexport.cli.configuration.SettingGroup.Topic;
import dev.pgexport.cli.failure.ExitCode;
import dev.pgexport.compare.CompareProgress;
import dev.pgexport.compare.Comparer;
import dev.pgexport.compare.Comparison;
import dev.pgexport.compare.ComparisonOptions;
import dev.pgexport.compare.OpenSide;
import dev.pgexport.compare.Side;
import dev.pgexport.compare.StrategyStatistics;
import dev.pgexport.compare.report.ReportFile;
import dev.pgexport.engine.RunSettings;
import dev.pgexport.engine.read.ReadRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Compares exports and databases. */
@picocli.CommandLine.Command(
        name = "compare",
        header = "Compares exports and databases, row by row.",
        description = "Compares exports and databases, table by table and row by row, whatever their strategies and"
                + " formats. Each is compared with the first. Exit code 1 when they are not the same, or when something"
                + " cannot be compared.",
        footer = {
            "",
            "Examples",
            "  pgexport compare /var/exports/by-copy /var/exports/by-pgdump",
            "      two exports, or the newest of two locations",
            "  pgexport compare s3://bucket/exports/nightly postgresql://reader@db/app",
            "      an export and a database as it is now",
            "  pgexport compare --from postgresql://reader@db/app --strategies copy,pgdump --to /var/exports"
                    + " --report app.html",
            "      the same database, exported twice, and a report of it",
            "  pgexport compare --rows 5 --show-values -t moves /var/exports/monday /var/exports/tuesday",
            "      what has changed in one table"
        })
public final class CompareCommand implements Command {
    @Parameters(
            arity = "0..*",
            paramLabel = "A B [C...]",
            description = "What to compare: the folders or prefixes of exports, locations (the newest export there, or"
                    + " the one of --id), or databases as postgresql: URIs.")
    private List<String> named = new ArrayList<>();

    @Option(
            names = "--strategies",
            split = ",",
            paramLabel = "NAME[,NAME...]",
            description = "First export the database of --from to the location of --to by each of these strategies,"
                    + " those that can in one and the same snapshot; compare what they made, and say what each took.")
    private List<String> strategies = new ArrayList<>();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            converter = ReportPath.class,
            description = "Also write a report, in the form that the file's extension names: .html, .md, .json or .xml"
                    + " (JUnit). May be given several times.")
    private List<Path> reports = new ArrayList<>();

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "Show up to N rows of each table that differ, with what differs.")
    private int rows;

    @Option(
            names = "--show-values",
            description =
                    "Show the values of these rows, which may be confidential; without it only how long they are.")
    private boolean showValues;

    @Option(
            names = "--json",
            description = "Write the result as one JSON object a line: each table and side, then the sum.")
    private boolean json;

    @Override
    public Set<Topic> topics() {
        return Set.of(
                Topic.SELECTION,
                Topic.SOURCE,
                Topic.AUTHENTICATION,
                Topic.LOCATION,
                Topic.SINK,
                Topic.RUN,
                Topic.RESOURCES,
                Topic.STRATEGY,
                Topic.OUTPUT);
    }

    @Override
    public int run(Services services) throws IOException, InterruptedException {
        if (rows < 0) {
            throw new ExportException(Kind.CONFIGURATION, "--rows is 0 or more: " + rows);
        }
        if (named.size() + strategies.size() < 2) {
            throw new ParameterException(
                    services.commandLine().getSubcommands().get("compare"),
                    "what to compare? Name two exports or databases, or --strategies");
        }
        List<ReportFile> files = reports.stream()
                .map(services.environment().workingDirectory()::resolve)
                .map(ReportFile::of)
                .toList();
        files.forEach(ReportFile::prepare);
        Selection selection = services.configuration().bind(Selection.class);
        Map<String, StrategyStatistics> made =
                strategies.isEmpty() ? Map.of() : ComparedStrategies.make(services, strategies, selection);
        List<String> all = Stream.concat(made.keySet().stream(), named.stream()).toList();
        try (NamedSides sides = NamedSides.open(services, all, selection)) {
            Comparison comparison = measured(compare(services, sides.all()), made);
            for (ReportFile file : files) {
                file.write(comparison);
                services.console().message("wrote " + file.path());
            }
            services.console().result(json ? CompareJson.of(comparison) : CompareText.of(comparison));
            return comparison.same() ? ExitCode.DONE.number() : ExitCode.CHECKS_FAILED.number();
        }
    }

    /** Say of the sides that were made, which are the first, what that took. */
    private static Comparison measured(Comparison comparison, Map<String, StrategyStatistics> made) {
        List<Side> sides = new ArrayList<>(comparison.sides());
        int i = 0;
        for (StrategyStatistics statistics : made.values()) {
            sides.set(i, sides.get(i).withStatistics(statistics));
            i++;
        }
        return new Comparison(sides, comparison.tables(), comparison.started(), comparison.took());
    }

    @SuppressWarnings("try") // the display works by being open
    private Comparison compare(Services services, List<OpenSide> sides) throws InterruptedException {
        RunSettings settings = services.configuration().bind(RunSettings.class);
        OutputSettings output = services.configuration().bind(OutputSettings.class);
        ReadRunner runner = new ReadRunner(
                settings.effectiveJobs(Runtime.getRuntime().availableProcessors()),
                settings.effectiveScratch(),
                services.environment().variables(),
                services.cancellation());
        CompareProgress progress = new CompareProgress();
        ComparisonOptions options = new ComparisonOptions(rows, showValues, ComparisonOptions.DEFAULT_CAPACITY);
        try (CompareDisplay display = CompareDisplay.start(services.console(), output, progress)) {
            return new Comparer(runner, options, progress).compare(sides);
        }
    }
}
