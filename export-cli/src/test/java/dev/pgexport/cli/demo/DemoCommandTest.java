package dev.pgexport.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.cli.CommandLineHarness;
import dev.pgexport.cli.CommandLineHarness.Outcome;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class DemoCommandTest {
    @TempDir
    static Path directory;

    private Outcome first;
    private Outcome second;

    @BeforeAll
    void runTheDemoTwiceInOneFolder() {
        first = demo();
        second = demo();
    }

    private static Outcome demo() {
        return new CommandLineHarness(directory)
                .variable("PATH", Objects.requireNonNull(System.getenv("PATH")))
                .variable("XDG_CACHE_HOME", directory.resolve("cache").toString())
                .run("demo", "--rows", "1000");
    }

    @Test
    void exportsAndVerifiesByEachStrategy() {
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).containsPattern("ok .*-copy-").containsPattern("ok .*-pgdump-");
    }

    @Test
    void addsToTheExportsOfAnEarlierDemo() {
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(second.out().lines().filter(line -> line.endsWith("complete")))
                .hasSize(4);
    }

    @Test
    void saysHowToGoOnWithAnotherDatabase() {
        assertThat(first.err()).contains("pgexport run --from postgresql://USER@HOST/DATABASE --to FOLDER");
    }

    @Test
    void comparesWritesAReportAndRestores(@TempDir Path elsewhere) {
        Outcome outcome = new CommandLineHarness(elsewhere)
                .variable("XDG_CACHE_HOME", directory.resolve("cache").toString())
                .variable("PATH", Objects.requireNonNull(System.getenv("PATH")))
                .run("demo", "--rows", "2000", "--compare");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("EACH EXPORT TOOK", "same: ");
        assertThat(outcome.err())
                .contains("$ pgexport restore ./pgexport-demo --to")
                .contains("Open the report in a browser: ./pgexport-demo-report.html");
        assertThat(outcome.out()).contains("restored");
        assertThat(elsewhere.resolve("pgexport-demo-report.html")).content().contains("copy and pgdump hold the same");
    }
}
