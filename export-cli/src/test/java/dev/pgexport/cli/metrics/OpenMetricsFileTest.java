package dev.pgexport.cli.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.cli.failure.Failure;
import dev.pgexport.cli.outcome.Ending.Failed;
import dev.pgexport.cli.outcome.RunOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The form of the file, judged by Prometheus's own parsers of OpenMetrics and of its older form. */
class OpenMetricsFileTest {
    private static final String PARSER = """
            import sys
            from prometheus_client.openmetrics import parser as openmetrics
            from prometheus_client import parser as older
            text = open(sys.argv[1]).read()
            for parse in openmetrics, older:
                for family in parse.text_string_to_metric_families(text):
                    for sample in family.samples:
                        print(family.type, sample.name, sample.labels["database"], sample.labels["strategy"], sample.value)
            """;

    private static final RunOutcome FAILED = new RunOutcome(
            Optional.of(new ExportId("nightly")),
            Optional.of("/var/exports/nightly"),
            Optional.of("copy"),
            "a \"b\" \\c\n",
            Instant.parse("2026-11-21T01:00:00Z"),
            Instant.parse("2026-11-21T01:02:03.500Z"),
            3,
            new Failed(Failure.of(new ExportException(Kind.UNAVAILABLE, "no server"))));

    @Test
    void bothFormsOfPrometheusReadTheSame(@TempDir Path folder) throws Exception {
        Optional<Path> python = python();
        assumeTrue(python.isPresent(), "no Python with prometheus_client: run testbed/up");
        Path file = folder.resolve("pgexport.prom");
        String earlier = """
                # TYPE pgexport_export_rows gauge
                # HELP pgexport_export_rows The rows that it holds.
                pgexport_export_rows{database="app",strategy="pgdump"} 1000
                # EOF
                """;
        Files.writeString(file, earlier);

        new OpenMetricsFile(file).write(FAILED);

        String said = run(python.orElseThrow(), "-c", PARSER, file.toString());
        String name = "a \"b\" \\c\n copy ";
        String once = "gauge pgexport_run_success " + name + "0\n"
                + "gauge pgexport_run_skipped " + name + "0\n"
                + "gauge pgexport_run_retries " + name + "3\n"
                + "gauge pgexport_run_duration_seconds " + name + "123.5\n"
                + "gauge pgexport_run_end_timestamp_seconds " + name + "1795222923.5\n"
                + "gauge pgexport_run_exit_code " + name + "69\n"
                + "gauge pgexport_export_rows app pgdump 1000\n";
        assertThat(said).isEqualTo(once + once);
    }

    private static Optional<Path> python() {
        String home = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(cache -> !cache.isEmpty())
                .orElseGet(() -> System.getProperty("user.home") + "/.cache");
        return Stream.of(Path.of(home, "pgexport-testbed/moto/bin/python"), Path.of("/usr/bin/python3"))
                .filter(Files::isExecutable)
                .filter(python -> knows(python))
                .findFirst();
    }

    private static boolean knows(Path python) {
        try {
            return new ProcessBuilder(python.toString(), "-c", "import prometheus_client")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
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

    private static String run(Path python, String... arguments) throws Exception {
        Process process = new ProcessBuilder(Stream.concat(Stream.of(python.toString()), Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
