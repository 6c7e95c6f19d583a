package dev.pgexport.filesystem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a program of the tests in a JVM of its own, under conditions that this one cannot have. */
final class Child {
    private Child() {}

    /** Return the words of a command line that runs a program. */
    static List<String> command(Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Run a shell script whose {@code "$@"} is a command line, and return what it writes. */
    static String run(List<String> prefix, String script, List<String> command)
            throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(List.of("sh", "-ec", script, "sh"));
        whole.addAll(command);
        Process process = new ProcessBuilder(whole).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** Return what runs a command where it may mount file systems that nobody else sees. */
    static List<String> withMounts() throws IOException, InterruptedException {
        List<List<String>> candidates = List.of(
                List.of("unshare", "--mount"),
                List.of("unshare", "--user", "--map-root-user", "--mount"),
                List.of("sudo", "-n", "unshare", "--mount"));
        for (List<String> candidate : candidates) {
            if (run(candidate, "mount -t tmpfs none /mnt && echo mounted", List.of())
                    .equals("mounted\n")) {
                return candidate;
            }
        }
        throw new IllegalStateException("nothing here may mount a file system: tried " + candidates);
    }
}
