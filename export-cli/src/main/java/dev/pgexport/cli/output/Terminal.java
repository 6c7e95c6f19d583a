package dev.pgexport.cli.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What standard error can show.
 *
 * @param interactive whether a person looks at it: lines can be drawn over
 * @param colors whether colors are welcome
 * @param width columns, 40 or more
 */
public record Terminal(boolean interactive, boolean colors, int width) {
    private static final int DEFAULT_WIDTH = 80;
    private static final int LEAST_WIDTH = 40;
    private static final int GREATEST_WIDTH = 200;

    public Terminal {
        width = Math.max(LEAST_WIDTH, Math.min(GREATEST_WIDTH, width));
    }

    /** Return one that nobody looks at. */
    public static Terminal none(Map<String, String> environment) {
        return new Terminal(false, false, columns(environment).orElse(DEFAULT_WIDTH));
    }

    /** Find out what this process's standard error is. */
    public static Terminal ofProcess(Map<String, String> environment) {
        String term = environment.getOrDefault("TERM", "dumb");
        if (!isTerminal() || term.equals("dumb")) {
            return none(environment);
        }
        // See no-color.org: any value but an empty one.
        boolean colors = environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(
                true, colors, columns(environment).or(Terminal::columnsOfDevice).orElse(DEFAULT_WIDTH));
    }

    private static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return isTerminalByTest();
        }
    }

    /** Ask test(1) where there is no /proc: the JVM knows nothing of standard error. */
    private static boolean isTerminalByTest() {
        try {
            return new ProcessBuilder("test", "-t", "2").inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Optional<Integer> columns(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9][0-9]{0,3}") ? Optional.of(Integer.parseInt(columns)) : Optional.empty();
    }

    private static Optional<Integer> columnsOfDevice() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Path.of("/dev/tty").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return Optional.empty();
            }
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .strip()
                    .toLowerCase(Locale.ROOT);
            return size.matches("\\d{1,4} [1-9]\\d{0,3}")
                    ? Optional.of(Integer.parseInt(size.substring(size.indexOf(' ') + 1)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
