package dev.pgexport.cli.config;

import dev.pgexport.api.AuthenticationPlugin;
import dev.pgexport.api.SinkPlugin;
import dev.pgexport.api.SourcePlugin;
import dev.pgexport.api.read.ReaderPlugin;
import dev.pgexport.cli.command.Command;
import dev.pgexport.cli.command.Services;
import dev.pgexport.cli.configuration.SettingGroup.Topic;
import dev.pgexport.cli.failure.ExitCode;
import dev.pgexport.cli.output.TextTable;
import dev.pgexport.cli.plugin.Plugins;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Shows the plugins there are. */
@picocli.CommandLine.Command(
        name = "plugins",
        header = "Lists the strategies, the sinks, the ways to authenticate and the readers.",
        description =
                "Lists the strategies, the sinks, the ways to authenticate and the readers of stored rows that are"
                        + " installed. More are found in the folder of --plugin-path.")
public final class PluginsCommand implements Command {
    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.OUTPUT);
    }

    @Override
    public int run(Services services) {
        TextTable table = new TextTable(List.of("KIND", "NAME", "SERVES", "DESCRIPTION"), Set.of());
        for (SourcePlugin<?> plugin : services.plugins().sources()) {
            table.add("strategy", plugin.name(), "", plugin.description());
        }
        for (SinkPlugin<?> plugin : services.plugins().sinks()) {
            String schemes = String.join(", ", new TreeSet<>(plugin.schemes()));
            table.add("sink", plugin.name(), schemes, plugin.description());
        }
        table.add("authentication", Plugins.PASSWORD, "", "What libpq has: passwords, the password file, certificates");
        for (AuthenticationPlugin<?> plugin : services.plugins().authentications()) {
            table.add("authentication", plugin.name(), "", plugin.description());
        }
        for (ReaderPlugin plugin : services.plugins().readers()) {
            table.add("reader", plugin.name(), "", plugin.description());
        }
        services.console().result(table.render());
        return ExitCode.DONE.number();
    }
}
