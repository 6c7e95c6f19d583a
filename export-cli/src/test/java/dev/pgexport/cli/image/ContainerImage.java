package dev.pgexport.cli.image;

import dev.pgexport.testkit.s3.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The image under test, run under Fargate's constraints, and with the host's network, where the servers of the tests are.
 *
 * @param tag the image's name
 * @param folder for what it prints
 * @param environment the container's variables
 * @param options more options of {@code docker run}
 */
record ContainerImage(String tag, Path folder, Map<String, String> environment, List<String> options) {
    /** The one with Debian's pg_dump, or another that is to be tested as it is: {@code -Dpgexport.image=TAG}. */
    static final String TAG = System.getProperty("pgexport.image", "pgexport:latest");

    /** The one whose pg_dump reads the newest server. */
    static final String NEWEST = "pgexport:18";

    private static final List<String> CONSTRAINTS = List.of(
            "--network=host",
            "--read-only",
            "--cap-drop=ALL",
            "--security-opt=no-new-privileges",
            "--memory=512m",
            "--memory-swap=512m");

    ContainerImage {
        environment = Map.copyOf(environment);
        options = List.copyOf(options);
    }

    /** Return the image as it is run beside an S3 server, with credentials for it. */
    static ContainerImage beside(S3Server server, String tag, Path folder) {
        return new ContainerImage(
                tag,
                folder,
                Map.of(
                        "AWS_ACCESS_KEY_ID", server.accessKeyId(),
                        "AWS_SECRET_ACCESS_KEY", server.secretAccessKey(),
                        "PGEXPORT_AWS_REGION", server.region(),
                        "PGEXPORT_AWS_ENDPOINT", server.endpoint().toString()),
                List.of());
    }

    /** Return the same with an option of {@code docker run} more. */
    ContainerImage with(String option) {
        List<String> more = new ArrayList<>(options);
        more.add(option);
        return new ContainerImage(tag, folder, environment, more);
    }

    /** What a container did. */
    record Outcome(int exitCode, String out, String err) {}

    /** A container that runs. */
    record Running(Process process, String name, Path out, Path err) {
        Outcome outcome() {
            try {
                if (!process.waitFor(2, TimeUnit.MINUTES)) {
                    docker("kill", name);
                    throw new AssertionError("the container did not end: " + Files.readString(err));
                }
                return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    Outcome run(String... arguments) {
        return start(arguments).outcome();
    }

    Running start(String... arguments) {
        String name = "pgexport-test-" + UUID.randomUUID();
        List<String> command = new ArrayList<>(List.of("docker", "run", "--rm", "--name", name));
        command.addAll(CONSTRAINTS);
        environment.forEach((variable, value) -> command.add("--env=" + variable + "=" + value));
        command.addAll(options);
        command.add(tag);
        command.addAll(List.of(arguments));
        Path out = folder.resolve(name + ".out");
        Path err = folder.resolve(name + ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            return new Running(process, name, out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Call the engine; return whether it did what it was told. */
    static boolean docker(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
