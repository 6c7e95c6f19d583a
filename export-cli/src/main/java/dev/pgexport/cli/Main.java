package dev.pgexport.cli;

import dev.pgexport.cli.application.Application;
import dev.pgexport.cli.command.Version;
import dev.pgexport.cli.configuration.ProcessEnvironment;
import dev.pgexport.cli.output.Console;
import dev.pgexport.cli.output.Terminal;
import dev.pgexport.engine.Cancellation;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/** Starts pgexport. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        if (arguments.length == 1 && (arguments[0].equals("--version") || arguments[0].equals("-V"))) {
            // Asked often, by scripts: nothing else is loaded for it.
            System.out.println(Version.line());
            return;
        }
        Application.composeQuickly();
        Map<String, String> variables = System.getenv();
        Console console = new Console(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true),
                Terminal.ofProcess(variables));
        Cancellation cancellation = new Cancellation();
        Application application = new Application(
                console, new ProcessEnvironment(variables, Path.of("").toAbsolutePath()), cancellation);
        SignalHandling signals = SignalHandling.install(cancellation);
        int exitCode = application.execute(arguments);
        signals.finished();
        System.exit(exitCode);
    }
}
