package dev.pgexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgexport.cli.CommandLineHarness.Outcome;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The numbers about real runs, however they end. */
@ExtendWith(PostgresExtension.class)
class MetricsEndToEndTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private CommandLineHarness commandLine;
    private String from;
    private String name;

    @BeforeEach
    void database(TestDatabase database) {
        database.execute("CREATE TABLE moves AS SELECT i AS id FROM generate_series(1, 1000) i");
        from = database.uri().toString();
        name = database.name();
        commandLine = new CommandLineHarness(folder).variable("PGEXPORT_FROM", from);
    }

    private Outcome run(String... more) {
        return commandLine.run(
                Stream.concat(Stream.of("run", "--to", "exports", "--metrics-format", "emf"), Stream.of(more))
                        .toArray(String[]::new));
    }

    private static JsonNode parsed(String line) throws IOException {
        return JSON.readTree(line);
    }

    /** What the specification of the embedded metric format demands of a document. */
    private static List<String> metricsOf(JsonNode document) {
        JsonNode directives = document.path("_aws").path("CloudWatchMetrics");
        assertThat(document.path("_aws").path("Timestamp").isIntegralNumber()).isTrue();
        assertThat(directives.size()).isEqualTo(1);
        JsonNode directive = directives.get(0);
        assertThat(directive.path("Dimensions").size()).isEqualTo(1);
        directive
                .path("Dimensions")
                .get(0)
                .forEach(name -> assertThat(document.path(name.asText()).isTextual())
                        .as("dimension %s", name)
                        .isTrue());
        List<String> names = new ArrayList<>();
        for (JsonNode metric : directive.path("Metrics")) {
            assertThat(document.path(metric.path("Name").asText()).isNumber())
                    .as("metric %s", metric)
                    .isTrue();
            assertThat(metric.path("Unit").asText()).isIn("Count", "Seconds", "Bytes");
            names.add(metric.path("Name").asText());
        }
        return names;
    }

    private static void assertFailed(Outcome outcome, int exitCode) throws IOException {
        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(exitCode);
        JsonNode document = parsed(outcome.out());
        assertThat(metricsOf(document))
                .containsExactly("SuccessfulExport", "FailedExport", "SkippedExport", "ExportRetries");
        assertThat(document.path("SuccessfulExport").asInt(-1)).isZero();
        assertThat(document.path("FailedExport").asInt()).isEqualTo(1);
        assertThat(document.path("exitCode").asInt()).isEqualTo(exitCode);
        assertThat(document.path("failure").asText()).isNotEmpty();
    }

    @Test
    void withJsonTheResultAndTheMetricsAreOneLine() throws IOException {
        Outcome run = run("--id", "first", "--json", "--metrics-namespace", "pgexport/app");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(1);
        JsonNode document = parsed(run.out());
        assertThat(document.path("id").asText()).isEqualTo("first");
        assertThat(document.path("rows").asInt()).isEqualTo(1000);
        assertThat(metricsOf(document))
                .containsExactly(
                        "SuccessfulExport",
                        "FailedExport",
                        "SkippedExport",
                        "ExportRetries",
                        "ExportSeconds",
                        "ExportLagSeconds",
                        "ExportedBytes",
                        "ExportedRows");
        assertThat(document.at("/_aws/CloudWatchMetrics/0/Namespace").asText()).isEqualTo("pgexport/app");
        assertThat(document.at("/_aws/CloudWatchMetrics/0/Dimensions").toString())
                .isEqualTo("[[]]");
        assertThat(document.path("SuccessfulExport").asInt()).isEqualTo(1);
        assertThat(document.path("ExportedRows").asInt()).isEqualTo(1000);
        assertThat(document.path("ExportedBytes").asLong())
                .isEqualTo(document.path("bytes").asLong())
                .isPositive();
        assertThat(document.path("ExportLagSeconds").asDouble()).isBetween(0.0, 60.0);
    }

    @Test
    void withoutJsonTheMetricsFollowTheResult() throws IOException {
        Outcome run = run("--id", "first", "--quiet");

        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).isEqualTo(folder.resolve("exports/first").toString());
        assertThat(metricsOf(parsed(lines.get(1)))).contains("ExportSeconds");
    }

    @Test
    void withoutBeingAskedForThereAreNone() {
        Outcome run = commandLine.run("run", "--to", "exports", "--json");

        assertThat(run.out()).contains("\"rows\":1000").doesNotContain("_aws", "SuccessfulExport");
    }

    @Test
    void databaseAndStrategyAreDimensionsWhereTheyAreAskedFor() throws IOException {
        JsonNode document = parsed(run("--json", "--metrics-dimensions", "database", "--metrics-dimensions", "strategy")
                .out());

        metricsOf(document);
        assertThat(document.at("/_aws/CloudWatchMetrics/0/Dimensions").toString())
                .isEqualTo("[[\"Database\",\"Strategy\"]]");
        assertThat(document.path("Database").asText()).isEqualTo(name);
        assertThat(document.path("Strategy").asText()).isEqualTo("copy");
    }

    @Test
    void aSecondStartIsASuccessThatMadeNothing() throws IOException {
        run("--id", "nightly");

        JsonNode document = parsed(run("--id", "nightly", "--json").out());

        assertThat(metricsOf(document))
                .containsExactly("SuccessfulExport", "FailedExport", "SkippedExport", "ExportRetries");
        assertThat(document.path("SuccessfulExport").asInt()).isEqualTo(1);
        assertThat(document.path("SkippedExport").asInt()).isEqualTo(1);
        assertThat(document.path("madeBefore").asBoolean()).isTrue();
    }

    @Test
    void everyFailureIsCounted(TestDatabase database) throws IOException {
        run("--id", "nightly");
        database.execute("CREATE ROLE stranger_" + database.name() + " LOGIN");
        String stranger = from.replaceFirst("//[^@]*@", "//stranger_" + database.name() + "@");

        assertFailed(run("--jobs", "none"), 78);
        assertFailed(run("--id", "nightly", "--copy-format", "text"), 73);
        assertFailed(run("--from", "postgresql://localhost:1/app"), 69);
        assertFailed(run("--from", stranger), 77);
    }

    @Test
    void whatTookTooLongIsToldAsThat(TestDatabase database) throws Exception {
        database.execute("CREATE TABLE moves (id int)");
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE moves IN ACCESS EXCLUSIVE MODE");

            assertFailed(run("--timeout", "1s", "--from", database.uri().toString()), 124);
        }
    }

    @Test
    void aFailureNamesTheDatabaseThatASuccessNames() throws IOException {
        JsonNode document = parsed(run("--id", "a", "--metrics-dimensions", "database", "--jobs", "none")
                .out());

        assertThat(document.path("Database").asText()).isEqualTo(name);
    }

    @Test
    void whatIsWrongWithTheMetricsIsSaidWithWhatElseIs() {
        Outcome run = run("--metrics-namespace", "AWS/RDS", "--jobs", "none", "--events-bus", "a bus");

        assertThat(run.exitCode()).isEqualTo(78);
        assertThat(run.err()).contains("metrics.namespace is", "--jobs", "events.bus is");
    }

    @Test
    void theFileIsThatOfTheLatestRunAndOfTheNewestExport() throws IOException {
        Path file = folder.resolve("metrics/pgexport.prom");

        run("--metrics-file", "metrics/pgexport.prom");
        String afterSuccess = Files.readString(file);
        run("--metrics-file", "metrics/pgexport.prom", "--from", "postgresql://localhost:1/app");
        String afterFailure = Files.readString(file);

        assertThat(afterSuccess).contains("pgexport_run_success{", "} 1\n").endsWith("# EOF\n");
        assertThat(afterFailure.lines().filter(line -> line.startsWith("pgexport_run_success")))
                .singleElement()
                .asString()
                .endsWith("} 0");
        assertThat(ofExport(afterFailure)).isEqualTo(ofExport(afterSuccess)).isNotEmpty();
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).as("files that stay").containsExactly(file);
        }
    }

    private static List<String> ofExport(String metrics) {
        return metrics.lines().filter(line -> line.contains("pgexport_export_")).toList();
    }

    @Test
    void aFileThatCannotBeWrittenIsAWarning() throws IOException {
        Files.writeString(folder.resolve("file"), "");

        Outcome run = run("--metrics-file", "file/pgexport.prom");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("metrics were not written to " + folder.resolve("file/pgexport.prom"));
    }

    @Test
    void everyEventInJsonNamesTheExport(TestDatabase database) throws IOException {
        database.execute("CREATE ROLE other_" + database.name() + " LOGIN");
        String stranger = from.replaceFirst("//[^@]*@", "//other_" + database.name() + "@");

        Outcome good = run("--id", "good", "--log-format", "json", "--verbose", "--pgdump-mode", "plain");
        Outcome failed = run("--id", "failed", "--log-format", "json", "--from", stranger);
        Outcome wrong = run("--id", "wrong", "--log-format", "json", "--jobs", "none");

        assertThat(exports(good.err())).as(good.err()).hasSizeGreaterThan(4).containsOnly("good");
        assertThat(exports(failed.err())).as(failed.err()).isNotEmpty().containsOnly("failed");
        assertThat(exports(wrong.err())).as(wrong.err()).isNotEmpty().containsOnly("wrong");
    }

    private static List<String> exports(String log) throws IOException {
        List<String> exports = new ArrayList<>();
        for (String line : log.lines().toList()) {
            exports.add(parsed(line).path("export").asText());
        }
        return exports;
    }
}
