package dev.pgexport.cli.config;

import dev.pgexport.cli.command.Command;
import dev.pgexport.cli.command.Services;
import dev.pgexport.cli.configuration.SettingGroup.Topic;
import dev.pgexport.cli.failure.ExitCode;
import java.util.Set;
import picocli.AutoComplete;

/** Writes a script that completes command lines. */
@picocli.CommandLine.Command(
        name = "completion",
        header = "Writes a completion script.",
        description = "Writes a script for bash or zsh that completes commands and flags.",
        footer = {"", "Example", "  source <(pgexport completion)"})
public final class CompletionCommand implements Command {
    @Override
    public Set<Topic> topics() {
        return Set.of();
    }

    @Override
    public int run(Services services) {
        services.console().result(AutoComplete.bash(services.commandLine().getCommandName(), services.commandLine()));
        return ExitCode.DONE.number();
    }
}
