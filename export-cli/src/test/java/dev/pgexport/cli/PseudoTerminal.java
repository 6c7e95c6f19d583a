package dev.pgexport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs a Java program whose standard streams are a terminal, by script(1) of util-linux. */
public final class PseudoTerminal {
    private PseudoTerminal() {}

    /** What a program drew on its terminal, and how it ended. */
    public record Drawn(String text, int exitCode) {}

    /**
     * Run a program to its end.
     *
     * @param columns how wide the terminal is
     * @param variables added to the environment, which is otherwise that of a terminal which can draw
     */
    public static Drawn run(int columns, Map<String, String> variables, Class<?> program, String... arguments)
            throws IOException, InterruptedException {
        String command = "stty cols " + columns + " && exec "
                + Path.of(System.getProperty("java.home"), "bin", "java")
                + " -Xmx128m -XX:TieredStopAtLevel=1 -cp '" + classPath() + "' " + program.getName()
                + Arrays.stream(arguments)
                        .map(argument -> " '" + argument + "'")
                        .collect(Collectors.joining());
        ProcessBuilder builder = new ProcessBuilder("script", "--quiet", "--return", "--command", command, "/dev/null")
                .redirectErrorStream(true);
        builder.environment().keySet().removeAll(Set.of("COLUMNS", "NO_COLOR"));
        builder.environment().put("TERM", "xterm");
        builder.environment().put("SHELL", "/bin/sh");
        builder.environment().putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Drawn(text, process.waitFor());
    }

    private static String classPath() {
        String ofSurefire = System.getProperty("surefire.test.class.path", "");
        return ofSurefire.isEmpty() ? System.getProperty("java.class.path") : ofSurefire;
    }
}
