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

/**
 * Says what is not understood about a command line.
 *
 * @param message what is not understood
 * @param advice where to read on
 */
record UsageError(String message, String advice) {
    static UsageError of(ParameterException error) {
        CommandSpec command = error.getCommandLine().getCommandSpec();
        String suggestion = error instanceof UnmatchedArgumentException unmatched
                ? suggestion(command, unmatched.getUnmatched())
                : "";
        return new UsageError(
                Secrets.mask(String.valueOf(error.getMessage())) + suggestion,
                "see '" + command.qualifiedName() + " --help'");
    }

    /** Write it, and return the exit code. */
    int report(Console console) {
        console.message("pgexport: " + message);
        console.message("  " + advice);
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
