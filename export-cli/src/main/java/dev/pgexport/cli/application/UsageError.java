package dev.pgexport.cli.application;

import dev.pgexport.cli.failure.ExitCode;
import dev.pgexport.cli.output.Console;
import dev.pgexport.engine.settings.Secrets;
import dev.pgexport.engine.settings.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is not understood about a command line. */
final class UsageError {
    private UsageError() {}

    static int report(ParameterException error, Console console) {
        CommandSpec command = error.getCommandLine().getCommandSpec();
        String suggestion = error instanceof UnmatchedArgumentException unmatched
                ? suggestion(command, unmatched.getUnmatched())
                : "";
        console.message("pgexport: " + Secrets.mask(String.valueOf(error.getMessage())) + suggestion);
        console.message("  see '" + command.qualifiedName() + " --help'");
        return ExitCode.USAGE.number();
    }

    private static String suggestion(CommandSpec command, List<String> unmatched) {
        if (unmatched.isEmpty()) {
            return "";
        }
        String word = unmatched.get(0).replaceFirst("=.*", "");
        Collection<String> candidates = new ArrayList<>(command.optionsMap().keySet());
        candidates.addAll(command.subcommands().keySet());
        return Spelling.suggestion(word, candidates);
    }
}
