package dev.pgexport.cli;

import dev.pgexport.cli.application.Application;
import dev.pgexport.cli.configuration.ProcessEnvironment;
import dev.pgexport.cli.output.Console;
import dev.pgexport.cli.output.Terminal;
import dev.pgexport.engine.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs real command lines in this process, and keeps what they write. */
public final class CommandLineHarness {
    private final Path workingDirectory;
    private final Map<String, String> variables = new HashMap<>();

    public CommandLineHarness(Path workingDirectory) {
        this.workingDirectory = workingDirectory;
    }

    /** What a command line gave. */
    public record Outcome(int exitCode, String out, String err) {}

    public CommandLineHarness variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    public Outcome run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Terminal.none(variables));
        int exitCode = new Application(console, new ProcessEnvironment(variables, workingDirectory), new Cancellation())
                .execute(arguments);
        return new Outcome(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
