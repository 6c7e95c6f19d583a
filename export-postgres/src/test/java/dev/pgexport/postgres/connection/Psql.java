package dev.pgexport.postgres.connection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The real psql, where it is installed. */
final class Psql {
    private Psql() {}

    static boolean exists() throws InterruptedException {
        try {
            return start(List.of("psql", "--version"), Map.of("PATH", System.getenv("PATH")))
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Return what a query gives, or nothing when psql fails. */
    static Optional<String> query(String query, Map<String, String> environment, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("psql", "-X", "-A", "-t", "-w", "-c", query));
        command.addAll(List.of(options));
        Process psql = start(command, environment);
        String output = new String(psql.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return psql.waitFor() == 0 ? Optional.of(output) : Optional.empty();
    }

    private static Process start(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }
}
