package dev.pgexport.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.pgexport.cli.CommandLineHarness;
import dev.pgexport.cli.CommandLineHarness.Outcome;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The command compare against a real server, as a user would give it. */
@ExtendWith(PostgresExtension.class)
class CompareEndToEndTest {
    @TempDir
    Path folder;

    private CommandLineHarness commandLine;
    private TestDatabase database;

    @BeforeEach
    void database(PostgresServers servers) {
        database = servers.version(15).createDatabase();
        database.execute(
                "CREATE TABLE moves (id int PRIMARY KEY, note text, price numeric(8,2))",
                "INSERT INTO moves SELECT i, 'move ' || i, i FROM generate_series(1, 1000) i",
                "CREATE TABLE services (id int)",
                "INSERT INTO services VALUES (1), (1), (2)");
        commandLine = new CommandLineHarness(folder);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private String export(String id, String... more) {
        Outcome run = commandLine.run(Stream.concat(
                        Stream.of(
                                "run",
                                "--from",
                                database.uri().toString(),
                                "--to",
                                "exports",
                                "--id",
                                id,
                                "--compression",
                                "none"),
                        Stream.of(more))
                .toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return "exports/" + id;
    }

    private Outcome compare(String... arguments) {
        return commandLine.run(
                Stream.concat(Stream.of("compare"), Stream.of(arguments)).toArray(String[]::new));
    }

    @Test
    void exportsOfTwoStrategiesAreTheSame() {
        String copy = export("copied");
        String dump = export("dumped", "--strategy", "pgdump");

        Outcome outcome = compare(copy, dump);

        assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
        assertThat(outcome.out())
                .contains("public.moves", "1,000", "same: 2 tables in")
                .doesNotContain("DIFFERENT", "NOT");
    }

    @Test
    void whatHasChangedIsCountedAndItsColumnsAreNamed() {
        String monday = export("monday");
        database.execute(
                "UPDATE moves SET note = note || ' ' WHERE id = 7",
                "DELETE FROM moves WHERE id IN (8, 9)",
                "INSERT INTO moves VALUES (2000, 'new', 1)");
        String tuesday = export("tuesday");

        Outcome outcome = compare(monday, tuesday);

        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(1);
        assertThat(outcome.out())
                .containsPattern("public\\.moves +1,000 +copy 2 +DIFFERENT +2 +1 +1 +column note")
                .containsPattern("public\\.services +3 +copy 2 +same")
                .contains("NOT THE SAME: 1 different of 2 tables");
    }

    @Test
    void exportIsComparedWithTheDatabaseAsItIsNow() {
        String copy = export("copied");
        String uri = database.uri().toString();

        Outcome before = compare(copy, uri);
        database.execute("DELETE FROM moves WHERE id = 3", "CREATE TABLE added AS SELECT 1 AS id");
        Outcome after = compare(copy, uri);
        Outcome reversed = compare(uri, copy);

        assertThat(before.exitCode()).as(before.out() + before.err()).isZero();
        assertThat(after.exitCode()).as(after.err()).isEqualTo(1);
        assertThat(after.out())
                .containsPattern("public\\.moves +1,000 +database +DIFFERENT +1 +0 +0")
                .containsPattern("public\\.added +- +database +DIFFERENT +0 +1 +0 +the table is extra");
        assertThat(reversed.out())
                .containsPattern("public\\.moves +999 +copy +DIFFERENT +0 +1 +0")
                .containsPattern("public\\.added +1 +copy +DIFFERENT +1 +0 +0 +the table is missing");
    }

    @Test
    void theSameTablesOfADatabaseAreSelected() {
        String copy = export("copied", "-t", "moves");
        String uri = database.uri().toString();

        assertThat(compare(copy, uri, "-t", "moves").exitCode()).isZero();
        assertThat(compare(copy, uri).out())
                .containsPattern("public\\.services +- +database +NOT COMPARABLE.*copy does not hold it: not selected");
    }

    @Test
    void passwordOfADatabaseIsNotShown() {
        String copy = export("copied");
        String uri = database.uri().toString().replace("postgres@", "postgres:hunter2@");

        Outcome outcome = compare(copy, uri);

        assertThat(uri).contains("hunter2");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out() + outcome.err()).doesNotContain("hunter2");
    }

    @Test
    void databaseThatDoesNotAnswerIsUnavailable() {
        String copy = export("copied");

        Outcome outcome = compare(copy, "postgresql://app:hunter2@127.0.0.1:1/app");

        assertThat(outcome.exitCode()).isEqualTo(69);
        assertThat(outcome.err()).contains("127.0.0.1:1").doesNotContain("hunter2");
    }

    @Test
    void rowsAreShownWithoutTheirValues() {
        String monday = export("monday");
        database.execute("UPDATE moves SET note = 'secret' WHERE id = 7");
        String tuesday = export("tuesday");

        Outcome outcome = compare(monday, tuesday, "--rows", "3");

        assertThat(outcome.out())
                .contains("changed  id=(1 byte): note was (6 bytes), is (6 bytes)")
                .doesNotContain("secret");
    }

    @Test
    void valuesAreShownWhenThatIsWanted() {
        String monday = export("monday");
        database.execute(
                "UPDATE moves SET note = E'sec\\nret' WHERE id = 7",
                "UPDATE moves SET price = NULL WHERE id = 8",
                "DELETE FROM moves WHERE id = 9");
        String tuesday = export("tuesday");

        Outcome outcome = compare(monday, tuesday, "--rows", "10", "--show-values");

        assertThat(outcome.out())
                .contains("missing  id=9")
                .contains("changed  id=7: note was move 7, is sec\\u000aret")
                .contains("changed  id=8: price was 8.00, is NULL");
    }

    @Test
    void onlySelectedTablesAreCompared() {
        String monday = export("monday");
        database.execute("DELETE FROM services");
        String tuesday = export("tuesday");

        assertThat(compare(monday, tuesday, "-t", "mo*").exitCode()).isZero();
        assertThat(compare(monday, tuesday, "-T", "services").exitCode()).isZero();
        assertThat(compare(monday, tuesday, "-t", "services").exitCode()).isEqualTo(1);
    }

    @Test
    void resultAsJsonIsOneObjectALine() {
        String monday = export("monday");
        database.execute("DELETE FROM services WHERE id = 2");
        String tuesday = export("tuesday");

        Outcome outcome = compare(monday, tuesday, "--json");

        assertThat(outcome.out().lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
        assertThat(outcome.out())
                .contains("{\"table\":\"public.moves\",\"side\":\"copy 2\",\"rows\":1000,\"result\":\"same\"}")
                .contains("\"table\":\"public.services\"", "\"result\":\"different\",\"missing\":1,\"extra\":0")
                .contains("\"same\":false,\"tables\":2,\"sides\":2");
    }

    @Test
    void rowsThatDifferAreInTheJsonInTheFormOfTheReport() throws IOException {
        String monday = export("monday");
        database.execute("UPDATE moves SET note = NULL WHERE id = 7", "DELETE FROM services WHERE id = 2");
        String tuesday = export("tuesday");

        Outcome masked = compare(monday, tuesday, "--json", "--rows", "3");
        Outcome shown = compare(monday, tuesday, "--json", "--rows", "3", "--show-values");
        Outcome none = compare(monday, tuesday, "--json");

        assertThat(shown.out().lines().findFirst().orElseThrow()).endsWith("""
                "examples":[{"kind":"changed","key":[{"column":"id","text":"7"}],\
                "changes":[{"column":"note","first":"move 7","other":null}]}]}""");
        assertThat(shown.out()).contains("""
                "examples":[{"kind":"missing","key":[{"column":"id","text":"2"}],"changes":[]}]""");
        assertThat(masked.out()).contains("\"examples\":[{").doesNotContain("move 7");
        assertThat(none.out()).doesNotContain("examples");
        JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(SchemaLocation.of(
                        Path.of("..", "docs", "comparison.schema.json").toUri() + "#/$defs/row"));
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> rows = new ArrayList<>();
        for (String line : masked.out().lines().toList()) {
            mapper.readTree(line).path("examples").forEach(rows::add);
        }
        assertThat(rows)
                .hasSize(2)
                .allSatisfy(row -> assertThat(schema.validate(row)).isEmpty());
    }

    @Test
    void damagedExportIsNotCompared() throws IOException {
        String monday = export("monday");
        String tuesday = export("tuesday");
        Path object;
        try (Stream<Path> objects = Files.list(folder.resolve("exports/tuesday/data/public.moves"))) {
            object = objects.findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(object);
        bytes[bytes.length / 2] ^= 1;
        Files.write(object, bytes);

        Outcome outcome = compare(monday, tuesday);

        assertThat(outcome.exitCode()).isEqualTo(65);
        assertThat(outcome.err()).contains("tuesday/data/public.moves/", "is damaged");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void missingPartIsNotCompared() throws IOException {
        String monday = export("monday");
        String tuesday = export("tuesday");
        try (Stream<Path> objects = Files.list(folder.resolve("exports/tuesday/data/public.services"))) {
            Files.delete(objects.findFirst().orElseThrow());
        }

        Outcome outcome = compare(monday, tuesday);

        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(65);
        assertThat(outcome.err()).contains("tuesday/data/public.services/");
    }

    @Test
    void oneExportIsNothingToCompare() {
        assertThat(compare(export("monday")).exitCode()).isEqualTo(2);
    }
}
