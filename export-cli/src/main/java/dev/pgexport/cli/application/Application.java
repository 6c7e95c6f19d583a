package dev.pgexport.cli.application;

import com.google.inject.Guice;
import com.google.inject.Stage;
import dev.pgexport.cli.command.Command;
import dev.pgexport.cli.command.CommandRunner;
import dev.pgexport.cli.command.Services;
import dev.pgexport.cli.command.Version;
import dev.pgexport.cli.configuration.Configuration;
import dev.pgexport.cli.configuration.ConfigurationFile;
import dev.pgexport.cli.configuration.KnownSettings;
import dev.pgexport.cli.configuration.LogFormat;
import dev.pgexport.cli.configuration.OutputSettings;
import dev.pgexport.cli.configuration.ProcessEnvironment;
import dev.pgexport.cli.failure.ExitCode;
import dev.pgexport.cli.failure.Failure;
import dev.pgexport.cli.failure.FailureReport;
import dev.pgexport.cli.output.Console;
import dev.pgexport.cli.output.LogContext;
import dev.pgexport.cli.output.Logging;
import dev.pgexport.cli.plugin.Plugins;
import dev.pgexport.engine.Cancellation;
import dev.pgexport.engine.settings.SettingProblems;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Runs command lines, from their parsing to the exit code. */
public final class Application implements CommandRunner {
    private final Console console;
    private final ProcessEnvironment environment;
    private final Cancellation cancellation;
    private final Consumer<Failure> failures;

    /**
     * Make an application.
     *
     * @param cancellation stops whatever runs
     */
    public Application(Console console, ProcessEnvironment environment, Cancellation cancellation) {
        this(console, environment, cancellation, failure -> {});
    }

    /**
     * Make an application that tells its caller, too, what failed.
     *
     * @param cancellation stops whatever runs
     * @param failures hears of the failure of each command line that fails, before it is written to the console
     */
    public Application(
            Console console, ProcessEnvironment environment, Cancellation cancellation, Consumer<Failure> failures) {
        this.console = console;
        this.environment = environment;
        this.cancellation = cancellation;
        this.failures = failures;
    }

    /**
     * Keep Guice from generating classes and from collecting stack traces, in all of this process: for one small graph both
     * cost, and gain nothing.
     */
    public static void composeQuickly() {
        System.setProperty("guice_bytecode_gen_option", "DISABLED");
        System.setProperty("guice_include_stack_traces", "OFF");
    }

    /**
     * Return the settings that there are in an environment, which may name a folder of plugins.
     *
     * @throws dev.pgexport.api.ExportException of kind CONFIGURATION when a plugin cannot be loaded
     */
    public static KnownSettings knownSettings(ProcessEnvironment environment) {
        return new KnownSettings(Plugins.load(GeneralOptions.pluginFolder(List.of(), environment)));
    }

    Console console() {
        return console;
    }

    ProcessEnvironment environment() {
        return environment;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public int execute(String... arguments) {
        List<String> given = Arrays.asList(arguments);
        boolean verbose = given.contains("-v") || given.contains("--verbose");
        LogContext context = new LogContext();
        FailureReport report = new FailureReport(console, LogFormat.TEXT, verbose, context);
        try {
            Plugins plugins = Plugins.load(GeneralOptions.pluginFolder(given, environment));
            KnownSettings known = new KnownSettings(plugins);
            CommandLine commandLine = CommandTree.create(known, console.terminal());
            return execute(commandLine, plugins, known, context, report, arguments);
        } catch (Exception | LinkageError e) {
            return report(report, e);
        }
    }

    private int execute(
            CommandLine commandLine,
            Plugins plugins,
            KnownSettings known,
            LogContext context,
            FailureReport report,
            String... arguments) {
        ParseResult parsed;
        try {
            parsed = commandLine.parseArgs(arguments);
        } catch (ParameterException e) {
            return reportUsage(e);
        }
        if (parsed.isVersionHelpRequested()) {
            console.result(Version.line());
            return ExitCode.DONE.number();
        }
        while (parsed.hasSubcommand() && !parsed.isUsageHelpRequested()) {
            parsed = parsed.subcommand();
        }
        CommandLine chosen = parsed.commandSpec().commandLine();
        if (parsed.isUsageHelpRequested()) {
            console.result(chosen.getUsageMessage().stripTrailing());
            return ExitCode.DONE.number();
        }
        if (!(parsed.commandSpec().userObject() instanceof Command command)) {
            console.message(chosen.getUsageMessage().stripTrailing());
            return ExitCode.USAGE.number();
        }
        return run(command, parsed, plugins, known, commandLine, context, report);
    }

    private int run(
            Command command,
            ParseResult parsed,
            Plugins plugins,
            KnownSettings known,
            CommandLine commandLine,
            LogContext context,
            FailureReport early) {
        FailureReport report = early;
        try {
            Optional<ConfigurationFile> file = GeneralOptions.configurationFile(parsed, environment)
                    .map(path -> ConfigurationFile.read(path, known.keys()));
            Configuration configuration = new Configuration(
                    known,
                    SettingOptions.values(parsed, CommandTree.groups(command, known)),
                    environment.variables(),
                    file);
            OutputSettings output = configuration
                    .binder(new SettingProblems())
                    .bind(OutputSettings.class)
                    .orElseGet(() -> new OutputSettings(LogFormat.TEXT, false, false));
            report = new FailureReport(console, output.logFormat(), output.verbose(), context);
            Logging.configure(console, output, context);
            configuration.warnings().forEach(LoggerFactory.getLogger(Application.class)::warn);
            CompositionModule module = new CompositionModule(this, plugins, configuration, commandLine, context);
            return command.run(Guice.createInjector(Stage.DEVELOPMENT, module).getInstance(Services.class));
        } catch (ParameterException e) {
            return reportUsage(e);
        } catch (Throwable e) {
            return report(report, e);
        } finally {
            console.clearStatus();
        }
    }

    private int report(FailureReport report, Throwable thrown) {
        failures.accept(Failure.of(thrown));
        return report.report(thrown);
    }

    private int reportUsage(ParameterException error) {
        UsageError usage = UsageError.of(error);
        failures.accept(new Failure(ExitCode.USAGE, usage.message(), Optional.of(usage.advice())));
        return usage.report(console);
    }
}
