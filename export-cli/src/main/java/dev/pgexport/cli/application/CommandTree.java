package dev.pgexport.cli.application;

import dev.pgexport.cli.command.Command;
import dev.pgexport.cli.compare.CompareCommand;
import dev.pgexport.cli.config.CompletionCommand;
import dev.pgexport.cli.config.ConfigCommand;
import dev.pgexport.cli.config.PluginsCommand;
import dev.pgexport.cli.configuration.KnownSettings;
import dev.pgexport.cli.configuration.SettingGroup;
import dev.pgexport.cli.demo.DemoCommand;
import dev.pgexport.cli.doctor.DoctorCommand;
import dev.pgexport.cli.list.ListCommand;
import dev.pgexport.cli.output.Terminal;
import dev.pgexport.cli.restore.RestoreCommand;
import dev.pgexport.cli.run.RunCommand;
import dev.pgexport.cli.show.ShowCommand;
import dev.pgexport.cli.verify.VerifyCommand;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The tree of commands, with an option for every setting. */
public final class CommandTree {
    private static final String NAME = "pgexport";

    private CommandTree() {}

    private static List<Command> commands() {
        return List.of(
                new RunCommand(),
                new ListCommand(),
                new ShowCommand(),
                new VerifyCommand(),
                new RestoreCommand(),
                new CompareCommand(),
                new DoctorCommand(),
                new PluginsCommand(),
                new ConfigCommand(),
                new DemoCommand(),
                new CompletionCommand());
    }

    /** Make the tree. */
    public static CommandLine create(KnownSettings known, Terminal terminal) {
        CommandSpec root = CommandSpec.create().name(NAME);
        root.usageMessage()
                .description("Takes a consistent copy of a PostgreSQL database out: complete, or not at all.")
                .customSynopsis(NAME + " COMMAND [OPTION]...")
                .commandListHeading("%nCommands%n")
                .optionListHeading("%nOptions%n")
                .footer(
                        "",
                        "Examples",
                        "  pgexport run --from postgresql://reader@db/app --to /var/exports",
                        "  pgexport verify /var/exports",
                        "  pgexport doctor --from postgresql://reader@db/app --to /var/exports",
                        "",
                        "'pgexport COMMAND --help' explains a command.");
        root.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build());
        root.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Show the version.")
                .build());
        CommandLine commandLine = new CommandLine(root);
        for (Command command : commands()) {
            add(commandLine, command, known);
        }
        return configure(commandLine, terminal);
    }

    /** Return the groups of settings that a command has flags for. */
    static List<SettingGroup> groups(Command command, KnownSettings known) {
        return known.groups(command.topics());
    }

    private static void add(CommandLine parent, Command command, KnownSettings known) {
        CommandSpec spec = CommandSpec.forAnnotatedObject(command);
        List<SettingGroup> groups = groups(command, known);
        SettingOptions.add(spec, groups);
        GeneralOptions.add(spec);
        CommandLine child = new CommandLine(spec);
        parent.addSubcommand(spec.name(), child);
        spec.usageMessage().headerHeading("").synopsisHeading("%nUsage: ").descriptionHeading("%n");
        spec.usageMessage().customSynopsis(NAME + " " + spec.name() + " [OPTION]..." + arguments(spec));
        spec.usageMessage().sectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, new GroupedHelp(groups));
    }

    private static String arguments(CommandSpec spec) {
        if (spec.positionalParameters().isEmpty()) {
            return "";
        }
        String label = spec.positionalParameters().get(0).paramLabel();
        return label.indexOf(' ') >= 0 ? " " + label : " [" + label + "]";
    }

    private static CommandLine configure(CommandLine commandLine, Terminal terminal) {
        return commandLine
                .setExpandAtFiles(false)
                .setInterpolateVariables(false)
                .setUsageHelpWidth(Math.max(55, Math.min(120, terminal.width())))
                .setUsageHelpLongOptionsMaxWidth(34)
                .setColorScheme(Help.defaultColorScheme(terminal.colors() ? Help.Ansi.AUTO : Help.Ansi.OFF));
    }
}
