package dev.pgexport.lambda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The image as Lambda starts it: another entry point, the user that Lambda has, a file system that cannot be written but for
 * /tmp, and the memory of the function. With the host's network, where the servers of the tests are.
 */
final class FunctionContainer implements AutoCloseable {
    static final String TAG = System.getProperty("pgexport.image", "pgexport:latest");

    private final String name = "pgexport-test-" + UUID.randomUUID();
    private final Path log;
    private final Process process;

    private FunctionContainer(RuntimeApi api, Path folder, Map<String, String> variables) throws IOException {
        log = folder.resolve(name + ".log");
        List<String> command = new ArrayList<>(List.of("docker", "run", "--rm", "--name", name));
        command.addAll(List.of(
                "--network=host",
                "--read-only",
                "--tmpfs=/tmp:size=512m,mode=1777",
                "--cap-drop=ALL",
                "--security-opt=no-new-privileges",
                "--user=993:990",
                "--workdir=/tmp",
                "--memory=512m",
                "--memory-swap=512m",
                "--entrypoint=/usr/lib/jvm/pgexport/bin/java",
                "--env=AWS_LAMBDA_RUNTIME_API=" + api.address()));
        variables.forEach((variable, value) -> command.add("--env=" + variable + "=" + value));
        command.addAll(List.of(TAG, "@/opt/pgexport/lambda.options"));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    static FunctionContainer start(RuntimeApi api, Path folder, Map<String, String> variables) throws IOException {
        return new FunctionContainer(api, folder, variables);
    }

    /** Return whether there is an engine with the image. */
    static boolean isThere() {
        try {
            return docker("image", "inspect", TAG).waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** Return the most memory that its JVM and what that started had, in MiB. */
    long peakMiB() throws IOException {
        Process inspect = new ProcessBuilder("docker", "inspect", "--format", "{{.State.Pid}}", name).start();
        String pid = new String(inspect.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return Files.readString(Path.of("/proc", pid, "status"))
                .lines()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    private static Process docker(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Override
    public void close() {
        try {
            docker("kill", name).waitFor();
            process.waitFor();
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
