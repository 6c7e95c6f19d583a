package dev.pgexport.cli.application;

import dev.pgexport.cli.configuration.SettingGroup;
import dev.pgexport.engine.settings.SettingDeclaration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Layout;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.OptionSpec;

/** Shows a command's options under the titles of their groups. */
final class GroupedHelp implements IHelpSectionRenderer {
    private final List<SettingGroup> groups;

    GroupedHelp(List<SettingGroup> groups) {
        this.groups = List.copyOf(groups);
    }

    @Override
    public String render(Help help) {
        Set<OptionSpec> rest = new LinkedHashSet<>(help.commandSpec().options());
        StringBuilder text = new StringBuilder();
        List<String> titled = new ArrayList<>();
        for (SettingGroup group : groups) {
            List<OptionSpec> options = new ArrayList<>();
            for (SettingDeclaration setting : group.settings()) {
                OptionSpec option = help.commandSpec().findOption(setting.flag());
                if (option != null && rest.remove(option)) {
                    options.add(option);
                }
            }
            titled.add(section(help, group.title(), options));
        }
        text.append(section(help, "This command", general(rest, false)));
        titled.forEach(text::append);
        text.append(section(help, "General", general(rest, true)));
        return text.toString();
    }

    private static List<OptionSpec> general(Set<OptionSpec> options, boolean wanted) {
        return options.stream()
                .filter(option -> GeneralOptions.NAMES.contains(option.longestName()) == wanted)
                .toList();
    }

    private static String section(Help help, String title, List<OptionSpec> options) {
        List<OptionSpec> shown =
                options.stream().filter(option -> !option.hidden()).toList();
        if (shown.isEmpty()) {
            return "";
        }
        Layout layout = help.createDefaultLayout();
        layout.addAllOptions(shown, new SwitchLabels(help.createDefaultParamLabelRenderer()));
        return System.lineSeparator()
                + help.colorScheme().text("@|bold " + title + "|@")
                + System.lineSeparator()
                + layout;
    }
}
