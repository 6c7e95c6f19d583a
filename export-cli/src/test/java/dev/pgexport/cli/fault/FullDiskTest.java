package dev.pgexport.cli.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.cli.Main;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run whose location is a file system that fills up: a small one that only the run's own process sees. */
@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FullDiskTest {
    private FaultDatabase database;

    @TempDir
    Path folder;

    @BeforeAll
    void createDatabase(PostgresServers servers) {
        database = FaultDatabase.create(servers);
    }

    @AfterAll
    void dropDatabase() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
        "COPY_IN_PARTS, 64k",
        "COPY_IN_PARTS, 5m",
        "PGDUMP_STREAM, 64k",
        "PGDUMP_STREAM, 5m",
        "PGDUMP_STAGED, 64k",
        "PGDUMP_STAGED, 5m",
        "PGDUMP_PLAIN, 5m"
    })
    void nothingIsLeftWhenTheLocationIsFull(Variant variant, String size) throws Exception {
        Path exports = Files.createDirectory(folder.resolve("exports"));
        Path scratch = folder.resolve("scratch");

        String output = run(
                "mount -t tmpfs -o size=" + size + " none '" + exports + "'; set +e; \"$@\" 2>&1; echo exit $?; find '"
                        + exports + "' '" + scratch + "' -type f; echo looked",
                variant,
                exports,
                scratch);

        assertThat(output)
                .contains("No space left on device", "free space, or choose another location")
                .endsWith("\nexit 69\nlooked\n");
    }

    private String run(String script, Variant variant, Path exports, Path scratch)
            throws IOException, InterruptedException {
        Files.createDirectory(scratch);
        List<String> command = new ArrayList<>(mounting());
        command.addAll(List.of("sh", "-ec", script, "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp", classPath(), Main.class.getName()));
        command.addAll(List.of("run", "--from", database.uri(), "--to", exports.toString()));
        command.addAll(List.of("--scratch", scratch.toString(), "--jobs", "2", "--compression", "none"));
        command.addAll(variant.flags());
        return output(command);
    }

    /** Return what runs a command where it may mount file systems that nobody else sees. */
    private static List<String> mounting() throws IOException, InterruptedException {
        List<List<String>> candidates = List.of(
                List.of("unshare", "--mount"),
                List.of("unshare", "--user", "--map-root-user", "--mount"),
                List.of("sudo", "-n", "unshare", "--mount"));
        for (List<String> candidate : candidates) {
            List<String> attempt = new ArrayList<>(candidate);
            attempt.addAll(List.of("sh", "-c", "mount -t tmpfs none /mnt && echo mounted"));
            if (output(attempt).equals("mounted\n")) {
                return candidate;
            }
        }
        throw new IllegalStateException("nothing here may mount a file system: tried " + candidates);
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private static String classPath() {
        String ofSurefire = System.getProperty("surefire.test.class.path", "");
        return ofSurefire.isEmpty() ? System.getProperty("java.class.path") : ofSurefire;
    }
}
