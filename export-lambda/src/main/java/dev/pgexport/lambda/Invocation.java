package dev.pgexport.lambda;

import dev.pgexport.api.ExportException;
import dev.pgexport.cli.application.Application;
import dev.pgexport.cli.configuration.ProcessEnvironment;
import dev.pgexport.cli.failure.ExitCode;
import dev.pgexport.cli.failure.Failure;
import dev.pgexport.cli.output.Amounts;
import dev.pgexport.cli.output.Console;
import dev.pgexport.cli.output.Terminal;
import dev.pgexport.engine.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One event and the run that it asks for. */
final class Invocation {
    private static final String TOO_SHORT =
            "Lambda ends a function after 15 minutes at most: perhaps raise this function's"
                    + " timeout up to that, or use the scheduled task, which has no limit (terraform/modules/scheduled-export)";

    private final FunctionEnvironment environment;
    private final PrintStream out;
    private final PrintStream log;

    Invocation(FunctionEnvironment environment, PrintStream out, PrintStream log) {
        this.environment = environment;
        this.out = out;
        this.log = log;
    }

    /**
     * Make an export.
     *
     * @param left what is left of Lambda's time
     * @return what {@code run --json} writes
     * @throws ExportFailure when there is none
     */
    String perform(InputStream event, Duration left) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", "--json"));
        ProcessEnvironment commands = environment.ofCommands();
        try {
            arguments.addAll(Event.flags(event, Application.knownSettings(commands)));
            arguments.add("--timeout=" + available(left, environment.margin()).toMillis() + "ms");
        } catch (ExportException e) {
            throw ExportFailure.of(Failure.of(e));
        }
        return run(commands, arguments);
    }

    private static Duration available(Duration left, Duration margin) {
        Duration available = left.minus(margin);
        if (available.isZero() || available.isNegative()) {
            throw ExportFailure.of(new Failure(
                    ExitCode.DID_NOT_FIT,
                    "no export fits in the " + Amounts.duration(left) + " that are left: " + Amounts.duration(margin)
                            + " are kept for cleaning up",
                    Optional.of(TOO_SHORT)));
        }
        return available;
    }

    private String run(ProcessEnvironment commands, List<String> arguments) {
        List<Failure> failures = new ArrayList<>();
        ResultLine result = new ResultLine(out);
        Console console = new Console(result.stream(), log, Terminal.none(commands.variables()));
        int exitCode = new Application(console, commands, new Cancellation(), failures::add)
                .execute(arguments.toArray(String[]::new));
        if (exitCode != ExitCode.DONE.number()) {
            throw ExportFailure.of(failures.stream()
                    .findFirst()
                    .map(Invocation::inLambda)
                    .orElseGet(() -> new Failure(
                            ExitCode.DEFECT, "the run ended with " + exitCode + " and no failure", Optional.empty())));
        }
        return result.line();
    }

    private static Failure inLambda(Failure failure) {
        return failure.exitCode() == ExitCode.DID_NOT_FIT
                ? new Failure(failure.exitCode(), failure.message(), Optional.of(TOO_SHORT))
                : failure;
    }
}
