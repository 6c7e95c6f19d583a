package dev.pgexport.cli.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgexport.cli.CommandLineHarness;
import dev.pgexport.cli.CommandLineHarness.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What holds after every run, however it ended. */
record ExportChecks(Path folder, FaultDatabase database) {
    Path exports() {
        return folder.resolve("exports");
    }

    Path scratch() {
        return folder.resolve("scratch");
    }

    boolean isComplete(String id) {
        return Files.exists(exports().resolve(id).resolve("manifest.json"));
    }

    /** An export that has a manifest holds all that the manifest says. */
    void assertTrue(String id, String run) {
        Outcome verify = new CommandLineHarness(folder).run("verify", "--deep", exports() + "/" + id);

        assertThat(verify.exitCode()).as(run + verify.out() + verify.err()).isZero();
        assertThat(verify.out()).as(run).startsWith("ok ");
    }

    /** Nothing of an export without a manifest is to be seen. */
    void assertNothingLeftOf(String id, String run) throws IOException {
        assertThat(files(exports().resolve(id))).as(run).isEmpty();
        assertThat(files(scratch())).as(run).isEmpty();
    }

    /** The database serves nobody any more. */
    void assertNoSessions(String run) {
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(database.sessions()).as(run).isEmpty());
    }

    /** What a dead run left is gone after doctor --clean, and what is complete is not. */
    void assertCleans(String run) throws IOException {
        CommandLineHarness commandLine = new CommandLineHarness(folder);
        Outcome doctor = commandLine.run(
                "doctor",
                "--clean",
                "--to",
                exports().toString(),
                "--scratch",
                scratch().toString());
        assertThat(doctor.exitCode()).as(run + doctor.out() + doctor.err()).isZero();
        try (Stream<Path> ids = Files.exists(exports()) ? Files.list(exports()) : Stream.empty()) {
            for (Path id : ids.filter(path -> !path.getFileName().toString().startsWith(".pgexport"))
                    .filter(path -> !path.equals(latest()))
                    .toList()) {
                assertThat(id.resolve("manifest.json")).as(run).exists();
            }
        }
        assertThat(files(scratch())).as(run).isEmpty();
        assertLatestIsComplete(run);
    }

    private Path latest() {
        return exports().resolve("latest.json");
    }

    /** What the location calls its newest export is one. */
    private void assertLatestIsComplete(String run) throws IOException {
        if (Files.exists(latest())) {
            Matcher manifest = Pattern.compile("\"manifest\" *: *\"([^\"]+)\"").matcher(Files.readString(latest()));
            assertThat(manifest.find()).as(run).isTrue();
            assertThat(exports().resolve(manifest.group(1))).as(run).isRegularFile();
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
