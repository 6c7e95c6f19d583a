package dev.pgexport.cli.command;

import com.google.inject.Inject;
import com.google.inject.Provider;
import dev.pgexport.cli.configuration.Configuration;
import dev.pgexport.cli.configuration.ProcessEnvironment;
import dev.pgexport.cli.location.Authentications;
import dev.pgexport.cli.location.Locations;
import dev.pgexport.cli.location.Strategies;
import dev.pgexport.cli.output.Console;
import dev.pgexport.cli.output.LogContext;
import dev.pgexport.cli.plugin.Plugins;
import dev.pgexport.engine.Cancellation;
import dev.pgexport.engine.ExportRunner;
import picocli.CommandLine;

/** What commands work with; what a command does not ask for is not made. */
public final class Services {
    private final Console console;
    private final Configuration configuration;
    private final Plugins plugins;
    private final ProcessEnvironment environment;
    private final Cancellation cancellation;
    private final CommandLine commandLine;
    private final LogContext logContext;
    private final CommandRunner commands;
    private final Provider<Strategies> strategies;
    private final Provider<Locations> locations;
    private final Provider<Authentications> authentications;
    private final Provider<ExportRunner> runner;

    @Inject
    Services(
            Console console,
            Configuration configuration,
            Plugins plugins,
            ProcessEnvironment environment,
            Cancellation cancellation,
            CommandLine commandLine,
            LogContext logContext,
            CommandRunner commands,
            Provider<Strategies> strategies,
            Provider<Locations> locations,
            Provider<Authentications> authentications,
            Provider<ExportRunner> runner) {
        this.console = console;
        this.configuration = configuration;
        this.plugins = plugins;
        this.environment = environment;
        this.cancellation = cancellation;
        this.commandLine = commandLine;
        this.logContext = logContext;
        this.commands = commands;
        this.strategies = strategies;
        this.locations = locations;
        this.authentications = authentications;
        this.runner = runner;
    }

    public Console console() {
        return console;
    }

    public Configuration configuration() {
        return configuration;
    }

    public Plugins plugins() {
        return plugins;
    }

    public ProcessEnvironment environment() {
        return environment;
    }

    /** Return what stops the process's work when it is asked to end. */
    public Cancellation cancellation() {
        return cancellation;
    }

    /** Return the tree of all commands. */
    public CommandLine commandLine() {
        return commandLine;
    }

    /** Return what events are said to be about. */
    public LogContext logContext() {
        return logContext;
    }

    public Strategies strategies() {
        return strategies.get();
    }

    public Locations locations() {
        return locations.get();
    }

    public Authentications authentications() {
        return authentications.get();
    }

    public ExportRunner runner() {
        return runner.get();
    }

    /** Run another command line in this process, with the same console, and return its exit code. */
    public int execute(String... arguments) {
        return commands.execute(arguments);
    }
}
