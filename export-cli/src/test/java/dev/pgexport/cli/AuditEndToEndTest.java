package dev.pgexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgexport.cli.CommandLineHarness.Outcome;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of runs for an auditor, and what it proves. */
@ExtendWith(PostgresExtension.class)
class AuditEndToEndTest {
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

    private Outcome export(String... more) {
        return commandLine.run(Stream.concat(Stream.of("run", "--to", "exports", "--audit"), Stream.of(more))
                .toArray(String[]::new));
    }

    private Outcome audit() {
        return commandLine.run("list", "--audit", "exports");
    }

    private List<JsonNode> records() {
        return commandLine
                .run("list", "--audit", "--json", "exports")
                .out()
                .lines()
                .map(AuditEndToEndTest::parsed)
                .toList();
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    private Path manifest(String id) {
        return folder.resolve("exports/" + id + "/manifest.json");
    }

    private static String sha256(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = Files.newInputStream(file)) {
            digest.update(in.readAllBytes());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Test
    void aRecordSaysWhoWhatWhenByWhichCodeAndOfWhichSnapshot() throws Exception {
        Outcome run = export("--id", "first", "-t", "moves");

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode entry = records().get(0);
        assertThat(entry.path("state").asText()).isEqualTo("matches");
        JsonNode record = entry.path("record");
        JsonNode made = JSON.readTree(manifest("first").toFile());
        assertThat(record.path("outcome").asText()).isEqualTo("completed");
        assertThat(record.path("export").asText())
                .isEqualTo(folder.resolve("exports/first").toString());
        assertThat(record.at("/who/user").asText()).isEqualTo(System.getProperty("user.name"));
        assertThat(record.at("/settings/table").asText()).isEqualTo("moves");
        assertThat(record.at("/program/version").asText())
                .isEqualTo(made.path("programVersion").asText());
        assertThat(record.at("/source/snapshot"))
                .isEqualTo(made.at("/source/snapshot"))
                .isNotEqualTo(JSON.missingNode());
        assertThat(record.at("/source/database").asText()).isEqualTo(name);
        assertThat(record.at("/source/user").asText()).isEqualTo("postgres");
        assertThat(record.at("/manifest/sha256").asText()).isEqualTo(sha256(manifest("first")));
        assertThat(record.at("/manifest/rows").asInt()).isEqualTo(1000);
        assertThat(record.path("started").asText())
                .isLessThan(record.path("ended").asText());
    }

    @Test
    void noSecretIsInARecord() throws IOException {
        String secret = "s3cret-word";

        export("--id", "first", "--from", from.replaceFirst("//([^@:]*)@", "//$1:" + secret + "@"));

        try (Stream<Path> files = Files.list(folder.resolve("exports/_audit"))) {
            assertThat(files)
                    .singleElement()
                    .satisfies(file -> assertThat(Files.readString(file))
                            .contains("\"to\"")
                            .doesNotContain(secret));
        }
    }

    @Test
    void aManifestThatWasChangedIsFound() throws IOException {
        export("--id", "first");
        export("--id", "second");

        Files.writeString(manifest("first"), " ", StandardOpenOption.APPEND);

        Outcome audit = audit();
        assertThat(audit.exitCode()).isEqualTo(1);
        assertThat(audit.out()).containsPattern("first +completed .*CHANGED").containsPattern("second +.* matches");
    }

    @Test
    void anExportThatWasPutInAnothersPlaceIsFound() throws IOException {
        export("--id", "first");
        try (Stream<Path> files = Files.walk(folder.resolve("exports/first"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        Outcome other = commandLine.run("run", "--to", "exports", "--id", "first");

        assertThat(other.exitCode()).as(other.err()).isZero();
        Outcome audit = audit();
        assertThat(audit.exitCode()).as(audit.out()).isEqualTo(1);
    }

    @Test
    void anExportThatIsGoneKeepsItsRecord() throws IOException {
        export("--id", "first");

        Files.delete(manifest("first"));

        assertThat(audit().out()).containsPattern("first +completed .*gone");
        assertThat(audit().exitCode()).isZero();
    }

    @Test
    void anExportWithoutARecordIsNamed() {
        commandLine.run("run", "--to", "exports", "--id", "silent");

        assertThat(folder.resolve("exports/_audit")).doesNotExist();
        assertThat(audit().out()).containsPattern("silent +.*no record");
    }

    @Test
    void aRunThatFailedIsRecordedAndLeavesNoExport(TestDatabase database) {
        database.execute("CREATE ROLE auditor_" + database.name() + " LOGIN");

        Outcome run = export(
                "--id", "refused", "--from", from.replaceFirst("//[^@]*@", "//auditor_" + database.name() + "@"));

        assertThat(run.exitCode()).as(run.err()).isEqualTo(77);
        JsonNode record = records().get(0).path("record");
        assertThat(record.path("outcome").asText()).isEqualTo("failed");
        assertThat(record.path("exitCode").asInt()).isEqualTo(77);
        assertThat(record.path("failure").asText()).contains("moves");
        assertThat(records().get(0).path("state").asText()).isEqualTo("no export");
        assertThat(folder.resolve("exports/refused")).doesNotExist();
    }

    @Test
    void aSecondStartThatDoesNothingHasNoRecord() {
        export("--id", "nightly");
        export("--id", "nightly");

        assertThat(records()).hasSize(1);
    }

    @Test
    void aRunThatFailedAndOneThatDidNotAreTwoRecordsOfAnExport() {
        export("--id", "nightly", "--from", "postgresql://localhost:1/app");
        export("--id", "nightly");

        assertThat(records())
                .extracting(entry -> entry.path("state").asText())
                .containsExactlyInAnyOrder("matches", "no export");
    }

    @Test
    void aRecordThatWasChangedSoThatItCannotBeReadIsFound() throws IOException {
        export("--id", "first");
        try (Stream<Path> files = Files.list(folder.resolve("exports/_audit"))) {
            Files.writeString(files.findFirst().orElseThrow(), "{");
        }

        Outcome audit = audit();

        assertThat(audit.exitCode()).isEqualTo(1);
        assertThat(audit.out()).contains("UNREADABLE");
    }

    @Test
    void recordsAreNoExportsAndNothingThatADeadRunLeft() {
        export("--id", "first");

        assertThat(commandLine.run("list", "--json", "exports").out().lines()).hasSize(1);
        assertThat(commandLine.run("verify", "--deep", "exports").exitCode()).isZero();
        assertThat(commandLine.run("doctor", "--clean", "--to", "exports").out())
                .contains("dead runs left nothing");
        assertThat(records()).hasSize(1);
    }
}
