package dev.pgexport.testkit.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {
    @TempDir
    Path parent;

    @Test
    void itEndsWithTheProcessThatStartedItEvenIfThatIsKilled() throws IOException {
        Path folder = Files.createDirectory(parent.resolve("server"));
        Process owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = owner.inputReader()) {
            ProcessHandle server =
                    ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
            assertThat(server.isAlive()).isTrue();

            owner.destroyForcibly();

            await().until(() -> !server.isAlive() && !Files.exists(folder));
        }
    }

    @Test
    void aServerThatEndsAtOnceIsAnErrorWithWhatItSaid() throws IOException {
        Path folder = Files.createDirectory(parent.resolve("server"));
        try (ServerProcess server =
                ServerProcess.start(folder, List.of("sh", "-c", "echo no licence; exit 1"), Map.of())) {
            assertThatThrownBy(() -> server.awaitAnswer(URI.create("http://127.0.0.1:" + ServerProcess.freePort())))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no licence");
        }
        assertThat(folder).doesNotExist();
    }

    /** Starts a server in a folder, says which process it is, and waits. */
    static final class Owner {
        private Owner() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            try (ServerProcess server = ServerProcess.start(Path.of(arguments[0]), List.of("sleep", "600"), Map.of())) {
                System.out.println(server.id());
                Thread.currentThread().join();
            }
        }
    }
}
