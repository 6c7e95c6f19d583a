package dev.pgexport.postgres.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ChildProcessTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", System.getenv("PATH"));
    private static final Duration SOON = Duration.ofSeconds(10);

    @ParameterizedTest
    @CsvSource({"exit 0,0", "exit 7,7", "kill -KILL $$,137", "kill -TERM $$,143", "kill -SEGV $$,139"})
    void passesTheExitStatusOn(String script, int code) throws Exception {
        try (ChildProcess child = shell(script)) {
            assertThat(readAll(child)).isEmpty();
            assertThat(child.await()).isEqualTo(new ExitStatus(code));
        }
    }

    @Test
    void aProgramThatDoesNotExistFailsWithItsName() throws Exception {
        try (ChildProcess child = ChildProcess.start(List.of("/no/such/program"), ENVIRONMENT)) {
            assertThat(readAll(child)).isEmpty();
            assertThat(child.await().isSuccess()).isFalse();
            assertThat(child.errors()).contains("/no/such/program");
        }
    }

    @Test
    void givesTheProgramTheGivenEnvironmentAlone() throws Exception {
        Map<String, String> environment = Map.of("PATH", System.getenv("PATH"), "PGPASSWORD", "s3cret");
        try (ChildProcess child = ChildProcess.start(List.of("env"), environment)) {
            assertThat(readAll(child).lines())
                    .contains("PGPASSWORD=s3cret")
                    .noneMatch(line -> line.startsWith("HOME=") || line.startsWith("JAVA_HOME="));
        }
    }

    @Test
    void argumentsReachTheProgramAsTheyAre() throws Exception {
        List<String> command = List.of("printf", "%s|", "a b", "$HOME", "'q' \"q\"", "*", "", "-x;\nexit");
        try (ChildProcess child = ChildProcess.start(command, ENVIRONMENT)) {
            assertThat(readAll(child)).isEqualTo("a b|$HOME|'q' \"q\"|*||-x;\nexit|");
        }
    }

    @Test
    void keepsTheBeginningAndTheEndOfWhatAProgramSaysWithoutEnd() throws Exception {
        String script = "echo first >&2; yes 0123456789 | head -c 3000000 >&2; echo last >&2";
        try (ChildProcess child = shell(script)) {
            readAll(child);
            child.await();

            assertThat(child.errors())
                    .startsWith("first\n")
                    .endsWith("last\n")
                    .contains("bytes left out")
                    .hasSizeLessThan(70_000);
        }
    }

    @Test
    void closingEndsTheProgramAndItsWorkers() throws Exception {
        ChildProcess child = shell("sleep 1000 & sleep 1000 & echo $$; wait");
        List<ProcessHandle> processes = family(child);

        child.close();

        assertThat(processes).hasSize(3);
        assertGone(processes);
    }

    @Test
    void closingEndsWhatIgnoresBeingAskedTo() throws Exception {
        ChildProcess child = shell("trap '' TERM; sleep 1000 & sleep 1000 & echo $$; wait; sleep 1000");
        List<ProcessHandle> processes = family(child);

        child.close();

        assertThat(processes).hasSize(3);
        assertGone(processes);
    }

    @Test
    void cancellingUnblocksAReader() throws Exception {
        try (ChildProcess child = shell("echo started; sleep 1000")) {
            assertThat(child.output().read()).isEqualTo('s');
            CompletableFuture<String> reader = CompletableFuture.supplyAsync(() -> readAll(child));

            child.cancel();

            assertThat(reader).succeedsWithin(SOON).isEqualTo("tarted\n");
            assertThatThrownBy(child::await).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void workersOfAKilledLeaderGoWithIt() throws Exception {
        try (ChildProcess child = shell("sleep 1000 & sleep 1000 & echo $$; wait")) {
            List<ProcessHandle> processes = family(child);
            ProcessHandle leader = processes.get(0);

            leader.destroyForcibly();

            assertThat(readAll(child)).isEmpty();
            assertThat(child.await()).isEqualTo(new ExitStatus(137));
            assertThat(processes).hasSize(3);
            assertGone(processes);
        }
    }

    @Test
    void nothingRemainsOfAJvmThatIsKilled() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Doomed.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<ProcessHandle> processes = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (!line.startsWith("leader ")) {
                line = lines.readLine();
            }
            ProcessHandle leader = ProcessHandle.of(Long.parseLong(line.substring("leader ".length())))
                    .orElseThrow();
            await().atMost(SOON).until(() -> leader.children().count() == 2);
            jvm.descendants().forEach(processes::add);
            assertThat(processes).contains(leader).hasSizeGreaterThanOrEqualTo(4);

            jvm.destroyForcibly();

            assertGone(processes);
        } finally {
            processes.forEach(ProcessHandle::destroyForcibly);
            jvm.destroyForcibly();
        }
    }

    /** What the test before kills. */
    static final class Doomed {
        private Doomed() {}

        public static void main(String[] arguments) throws IOException {
            ChildProcess child = shell("sleep 1000 & sleep 1000 & echo leader $$; wait");
            child.output().transferTo(System.out);
        }
    }

    @Test
    void aProgramWithInputReadsItToItsEnd() throws Exception {
        try (ChildProcess child = ChildProcess.startWithInput(List.of("wc", "-c"), ENVIRONMENT)) {
            try (OutputStream input = child.input()) {
                input.write(new byte[100_000]);
            }
            assertThat(readAll(child).strip()).isEqualTo("100000");
            assertThat(child.await().isSuccess()).isTrue();
        }
    }

    @Test
    void cancellingUnblocksAWriter() throws Exception {
        try (ChildProcess child = ChildProcess.startWithInput(List.of("sleep", "1000"), ENVIRONMENT)) {
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
                try {
                    child.input().write(new byte[10_000_000]);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });

            child.cancel();

            assertThat(writer).failsWithin(SOON);
        }
    }

    /** Who killed processes are left to takes a moment to notice. */
    private static void assertGone(List<ProcessHandle> processes) {
        await().atMost(SOON).untilAsserted(() -> assertThat(processes).noneMatch(ProcessHandle::isAlive));
    }

    private static ChildProcess shell(String script) {
        return ChildProcess.start(List.of("sh", "-c", script), ENVIRONMENT);
    }

    private static List<ProcessHandle> family(ChildProcess child) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(child.output(), StandardCharsets.UTF_8));
        ProcessHandle leader =
                ProcessHandle.of(Long.parseLong(lines.readLine())).orElseThrow();
        List<ProcessHandle> family = new ArrayList<>(List.of(leader));
        leader.children().forEach(family::add);
        return family;
    }

    private static String readAll(ChildProcess child) {
        try {
            return new String(child.output().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
