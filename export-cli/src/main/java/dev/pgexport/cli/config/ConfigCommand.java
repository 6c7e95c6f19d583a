package dev.pgexport.cli.config;

import dev.pgexport.api.Selection;
import dev.pgexport.cli.command.Command;
import dev.pgexport.cli.command.Services;
import dev.pgexport.cli.configuration.Configuration;
import dev.pgexport.cli.configuration.EffectiveSetting;
import dev.pgexport.cli.configuration.ExportSettings;
import dev.pgexport.cli.configuration.OutputSettings;
import dev.pgexport.cli.configuration.SettingGroup.Topic;
import dev.pgexport.cli.configuration.StartSettings;
import dev.pgexport.cli.failure.ExitCode;
import dev.pgexport.cli.output.TextTable;
import dev.pgexport.engine.RunSettings;
import dev.pgexport.engine.settings.SettingProblems;
import dev.pgexport.engine.settings.SettingValue;
import dev.pgexport.engine.settings.SettingsBinder;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** Shows what is set, and where. */
@picocli.CommandLine.Command(
        name = "config",
        header = "Shows what is set, and where.",
        description =
                "Shows every setting, its value and where that came from. Secrets are masked. Fails when a value is"
                        + " wrong, or the file has a key that does not exist.",
        footer = {
            "",
            "Examples",
            "  pgexport config",
            "  pgexport config --config /etc/pgexport.yaml --set",
        })
public final class ConfigCommand implements Command {
    @Option(names = "--set", description = "Show only what is set, not the defaults.")
    private boolean setOnly;

    @Override
    public Set<Topic> topics() {
        return EnumSet.allOf(Topic.class);
    }

    @Override
    public int run(Services services) {
        Configuration configuration = services.configuration();
        TextTable table = new TextTable(List.of("SETTING", "VALUE", "FROM"), Set.of());
        for (EffectiveSetting setting : configuration.effective()) {
            if (!setOnly || configuration.value(setting.declaration().key()).isPresent()) {
                table.add(
                        setting.declaration().key(),
                        setting.shown().orElse(""),
                        setting.value()
                                .map(SettingValue::origin)
                                .map(Object::toString)
                                .orElse("not set"));
            }
        }
        services.console().result(table.render());
        check(services, configuration);
        return ExitCode.DONE.number();
    }

    private static void check(Services services, Configuration configuration) {
        SettingProblems problems = configuration.problems();
        SettingsBinder binder = configuration.binder(problems);
        List.of(ExportSettings.class, Selection.class, RunSettings.class, StartSettings.class, OutputSettings.class)
                .forEach(binder::bind);
        services.plugins().sources().forEach(plugin -> binder.bind(plugin.settings()));
        services.plugins().sinks().forEach(plugin -> binder.bind(plugin.settings()));
        services.authentications().configure(problems);
        problems.throwIfAny();
    }
}
