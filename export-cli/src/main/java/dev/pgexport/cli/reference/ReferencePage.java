package dev.pgexport.cli.reference;

import dev.pgexport.cli.application.CommandTree;
import dev.pgexport.cli.application.GeneralOptions;
import dev.pgexport.cli.application.HelpText;
import dev.pgexport.cli.command.Command;
import dev.pgexport.cli.configuration.KnownSettings;
import dev.pgexport.cli.configuration.SettingGroup;
import dev.pgexport.cli.failure.ExitCode;
import dev.pgexport.cli.output.Terminal;
import dev.pgexport.engine.settings.SettingDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes the reference of commands, settings and exit codes in Markdown. */
public final class ReferencePage {
    private final KnownSettings known;
    private final List<String> lines = new ArrayList<>();

    private ReferencePage(KnownSettings known) {
        this.known = known;
    }

    /** Return the page; its lines end in a newline. */
    public static String of(KnownSettings known) {
        ReferencePage page = new ReferencePage(known);
        page.head();
        page.commands();
        page.settings();
        page.exitCodes();
        return String.join("\n", page.lines) + "\n";
    }

    private void head() {
        add("# Reference");
        add("");
        add("Made from the declarations in the program; `./mvnw -pl export-cli -am test -Dtest=ReferencePageTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dpgexport.updateReference=true` writes it anew.");
        add("How flags, variables and the file work together is in [configuration.md](configuration.md).");
    }

    private void commands() {
        add("");
        add("## Commands");
        CommandLine root = CommandTree.create(known, Terminal.none(Map.of()));
        add("");
        add("Every command also has:");
        add("");
        CommandSpec any = root.getSubcommands().values().iterator().next().getCommandSpec();
        any.options().stream()
                .filter(option -> GeneralOptions.NAMES.contains(option.longestName()))
                .forEach(option -> add("- `" + name(option) + "`: " + String.join(" ", option.description())));
        for (CommandLine command : root.getSubcommands().values()) {
            command(command.getCommandSpec());
        }
    }

    private void command(CommandSpec command) {
        add("");
        add("### " + command.name());
        add("");
        add(String.join(" ", command.usageMessage().description()));
        add("");
        add("    " + String.join(" ", command.usageMessage().customSynopsis()));
        List<SettingGroup> ofCommand = known.groups(((Command) command.userObject()).topics());
        List<ArgSpec> own = new ArrayList<>(command.positionalParameters());
        command.options().stream().filter(option -> isOwn(option, ofCommand)).forEach(own::add);
        if (!own.isEmpty()) {
            add("");
        }
        own.forEach(argument -> add("- `" + name(argument) + "`: " + String.join(" ", argument.description())));
        String groups = ofCommand.stream()
                .map(group -> "[" + group.title() + "](#" + anchor(group.title()) + ")")
                .collect(Collectors.joining(", "));
        if (!groups.isEmpty()) {
            add("");
            add("Settings: " + groups);
        }
    }

    /** An option may have the name of a setting that is none of the command's: another {@code --to}. */
    private static boolean isOwn(OptionSpec option, List<SettingGroup> groups) {
        String name = option.longestName();
        return !GeneralOptions.NAMES.contains(name)
                && groups.stream()
                        .flatMap(group -> group.settings().stream())
                        .noneMatch(setting -> setting.flag().equals(name));
    }

    private static String name(ArgSpec argument) {
        if (argument instanceof OptionSpec option) {
            String names = String.join("`, `", option.names());
            return option.arity().max() == 0 ? names : names + "=" + option.paramLabel();
        }
        return argument.paramLabel();
    }

    private static String anchor(String title) {
        return title.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private void settings() {
        add("");
        add("## Settings");
        for (SettingGroup group : known.groups()) {
            add("");
            add("### " + group.title());
            add("");
            add("| key | flag | variable | value | meaning |");
            add("|---|---|---|---|---|");
            group.settings().forEach(this::setting);
        }
    }

    private void setting(SettingDeclaration setting) {
        List<String> flags = new ArrayList<>(setting.shortFlags());
        flags.add(setting.flag());
        String value =
                setting.isSwitch() ? "true\\|false" : setting.placeholder().replace("|", "\\|");
        String secret = setting.secret() ? " A secret: never shown." : "";
        add("| `" + setting.key() + "` | `" + String.join("` `", flags) + "` | `" + setting.variable() + "` | " + value
                + " | " + HelpText.plain(setting).replace("|", "\\|") + secret + " |");
    }

    private void exitCodes() {
        add("");
        add("## Exit codes");
        add("");
        add("| exit | meaning |");
        add("|---|---|");
        for (ExitCode code : ExitCode.values()) {
            add("| " + code.number() + " | " + code.meaning() + " |");
        }
    }

    private void add(String line) {
        lines.add(line);
    }
}
