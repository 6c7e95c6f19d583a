package dev.pgexport.cli.application;

import dev.pgexport.cli.configuration.ProcessEnvironment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The options that every command has, and that say where settings and plugins are: they are flags or variables, but
 * cannot be in the file.
 */
public final class GeneralOptions {
    /** Their names. */
    public static final Set<String> NAMES = Set.of("--config", "--plugin-path", "--help");

    private static final String CONFIG = "--config";
    private static final String PLUGIN_PATH = "--plugin-path";
    private static final String DEFAULT_FILE = "pgexport.yaml";

    private GeneralOptions() {}

    static void add(CommandSpec command) {
        command.addOption(OptionSpec.builder(CONFIG)
                .type(Path.class)
                .paramLabel("FILE")
                .description("Read settings from this file. (default " + DEFAULT_FILE + ", when there is one)")
                .build());
        command.addOption(OptionSpec.builder(PLUGIN_PATH)
                .type(Path.class)
                .paramLabel("FOLDER")
                .description("Load the plugins in the jars of this folder, too.")
                .build());
        command.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build());
    }

    /** Return the configuration file that was asked for, else the default one when it exists. */
    static Optional<Path> configurationFile(ParseResult parsed, ProcessEnvironment environment) {
        Optional<Path> asked = Optional.<Path>ofNullable(parsed.matchedOptionValue(CONFIG, null))
                .or(() -> variable("PGEXPORT_CONFIG", environment.variables()));
        return asked.map(environment.workingDirectory()::resolve)
                .or(() -> Optional.of(environment.workingDirectory().resolve(DEFAULT_FILE))
                        .filter(file -> file.toFile().exists()));
    }

    /** Find the folder of plugins before the command line can be parsed, since the plugins bring options of their own. */
    static Optional<Path> pluginFolder(List<String> arguments, ProcessEnvironment environment) {
        Optional<Path> folder = variable("PGEXPORT_PLUGIN_PATH", environment.variables());
        for (int i = 0; i < arguments.size() && !arguments.get(i).equals("--"); i++) {
            String argument = arguments.get(i);
            if (argument.startsWith(PLUGIN_PATH + "=")) {
                folder = Optional.of(Path.of(argument.substring(PLUGIN_PATH.length() + 1)));
            } else if (argument.equals(PLUGIN_PATH) && i + 1 < arguments.size()) {
                folder = Optional.of(Path.of(arguments.get(i + 1)));
            }
        }
        return folder.map(environment.workingDirectory()::resolve);
    }

    private static Optional<Path> variable(String name, Map<String, String> variables) {
        return Optional.ofNullable(variables.get(name))
                .filter(text -> !text.isEmpty())
                .map(Path::of);
    }
}
