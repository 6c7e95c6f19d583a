package dev.pgexport.testkit.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ContainerExtension.class)
class ContainerKeeperTest {
    @Test
    void aContainerEndsWithTheProcessThatStartedItEvenIfThatIsKilled(ContainerPostgres docker) throws IOException {
        Process owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = owner.inputReader()) {
            int port = Integer.parseInt(output.readLine());
            assertThat(isServed(port)).isTrue();

            owner.destroyForcibly();

            await().atMost(Duration.ofSeconds(30)).until(() -> !isServed(port));
        }
    }

    private static boolean isServed(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Starts a container, says on which port it is, and waits. */
    static final class Owner {
        private Owner() {}

        public static void main(String[] arguments) throws InterruptedException {
            try (ContainerPostgres postgres = ContainerPostgres.start()) {
                System.out.println(postgres.uri().getPort());
                Thread.currentThread().join();
            }
        }
    }
}
